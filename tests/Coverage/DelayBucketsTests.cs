using TrailWatch.Memory.Accounts;
using Xunit;

namespace TrailWatch.Tests.Coverage;

public sealed class DelayBucketsTests
{
    [Theory]
    [InlineData(-5_000, 0), InlineData(30_000, 0), InlineData(30_001, 1), InlineData(604_800_000, 12), InlineData(604_800_001, 13)]
    public void A_delay_falls_into_the_first_bucket_that_holds_it(long ms, int bucket) => Assert.Equal(bucket, DelayBuckets.Of(ms));

    [Theory]
    [InlineData(0.5, 30), InlineData(0.51, 300), InlineData(0.99, 300), InlineData(1, null)]
    public void A_quantile_is_the_limit_that_so_many_did_not_exceed(double share, int? seconds)
    {
        var counts = new long[DelayBuckets.Limits.Count + 1];
        (counts[0], counts[3], counts[^1]) = (50, 49, 1);
        Assert.Equal(seconds, DelayBuckets.Quantile(counts, share));
        Assert.Null(DelayBuckets.Quantile(new long[counts.Length], share));
    }
}
