using TrailWatch.Identities;
using Xunit;

namespace TrailWatch.Tests.Identities;

public sealed class NameIndexTests
{
    [Fact]
    public void Finds_every_entry_of_a_name_without_regard_to_case()
    {
        var index = new NameIndex([("Alice", 0), ("bob", 1), ("ALICE", 2), ("alice", 2)]);
        Assert.Equal([0, 2], index.Exact("aLiCe"));
        Assert.Empty(index.Exact("carol"));
        Assert.Empty(index.ByWildcard("alice"));
    }

    [Fact]
    public void Answers_the_same_from_memory()
    {
        var index = new NameIndex([("a*", 0), ("*b", 1), ("c*", 2)]);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([0, 1], index.ByWildcard("AB"));
            Assert.Empty(index.ByWildcard("x"));
        }

        Assert.Equal(2, index.Remembered);
    }

    [Fact]
    public void A_stream_of_names_that_come_once_does_not_grow_it()
    {
        var index = new NameIndex([("a*", 0)]);
        for (var i = 0; i < 100_000; i++)
        {
            Assert.Single(index.ByWildcard($"a{i}"));
            Assert.Single(index.ByWildcard("always"));
        }

        Assert.InRange(index.Remembered, 1, 2 * 16_384);
    }
}
