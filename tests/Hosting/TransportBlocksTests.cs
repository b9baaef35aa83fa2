using TrailWatch.Hosting;
using Xunit;

namespace TrailWatch.Tests.Hosting;

public sealed class TransportBlocksTests
{
    [Theory, InlineData(TransportBlocks.MostKept, TransportBlocks.MostKept), InlineData(TransportBlocks.MostKept + 1, TransportBlocks.MostKept)]
    public void So_many_blocks_are_kept_and_no_more(int lent, int kept)
    {
        using var pool = new TransportBlocks();
        var blocks = Enumerable.Range(0, lent).Select(_ => pool.Rent()).ToList();
        Assert.Equal(0, pool.Kept);
        blocks.ForEach(b => b.Dispose());
        Assert.Equal(kept, pool.Kept);
    }

    [Fact]
    public void A_block_that_is_given_back_twice_is_lent_to_one()
    {
        using var pool = new TransportBlocks();
        var block = pool.Rent();
        block.Dispose();
        block.Dispose();
        Assert.NotSame(pool.Rent(), pool.Rent());
    }

    [Fact]
    public void More_than_a_block_is_not_to_be_had()
    {
        using var pool = new TransportBlocks();
        Assert.Equal(pool.MaxBufferSize, pool.Rent(pool.MaxBufferSize).Memory.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(pool.MaxBufferSize + 1));
    }
}
