using TrailWatch.Splunk.Delivery;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class WeightedTurnsTests
{
    [Fact]
    public void C34_Turns_follow_the_weights_and_are_mixed() => Assert.Equal("abacaba", Turns(7, ("a", 4), ("b", 2), ("c", 1)));

    [Fact]
    public void C34_Equal_weights_take_turns() => Assert.Equal("abab", Turns(4, ("a", 1), ("b", 1)));

    [Fact]
    public void C34_Who_is_away_is_left_out_and_has_nothing_to_catch_up_with()
    {
        var turns = new WeightedTurns();
        (string, int)[] all = [("a", 1), ("b", 1)];
        Assert.Equal("aaaaaa", string.Concat(Enumerable.Range(0, 6).Select(_ => turns.Next([("a", 1)], one => one).Item1)));
        Assert.Equal(3, Enumerable.Range(0, 6).Count(_ => turns.Next(all, one => one).Item1 == "b"));
    }

    private static string Turns(int count, params (string, int)[] lanes)
    {
        var turns = new WeightedTurns();
        return string.Concat(Enumerable.Range(0, count).Select(_ => turns.Next(lanes, one => one).Item1));
    }
}
