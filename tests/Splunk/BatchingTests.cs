using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class BatchingTests
{
    [Fact]
    public void C07_Objects_stand_one_behind_the_other() => Assert.Equal("one\ntwo"u8, Batching.Body([Event("one"u8), Event("two"u8)]).Span);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    public void C49_A_batch_is_full_by_count(int events, int batches) =>
        Assert.Equal(batches, Cut(Enumerable.Repeat(10, events), new HecBatchOptions { Count = 3 }).Count);

    [Theory]
    [InlineData(499, 1)]
    [InlineData(500, 2)]
    public void C15_A_batch_is_full_by_its_uncompressed_bytes(int second, int batches) =>
        Assert.Equal(batches, Cut([499, second], new HecBatchOptions { Bytes = 1_000 }).Count);

    [Fact]
    public void C15_An_event_larger_than_a_batch_goes_alone() =>
        Assert.Equal([1, 1, 1], Cut([10, 5_000, 10], new HecBatchOptions { Bytes = 1_000 }).Select(batch => batch.Count));

    [Fact]
    public void C14_One_index_to_a_batch_in_the_order_of_arrival()
    {
        var batches = Batching.Cut([Event("1"u8, "a"), Event("2"u8, "b"), Event("3"u8, "a"), Event("4"u8)], new HecBatchOptions()).ToList();
        Assert.Equal(["a", "b", null], batches.Select(batch => batch[0].Index));
        Assert.Equal("1\n3"u8, Batching.Body(batches[0]).Span);
    }

    private static List<IReadOnlyList<OutgoingEvent>> Cut(IEnumerable<int> sizes, HecBatchOptions limits) =>
        [.. Batching.Cut(sizes.Select(size => Event(new byte[size])), limits)];

    private static OutgoingEvent Event(ReadOnlySpan<byte> envelope, string? index = null) =>
        new(new OpenParcel(Parcels.One("f1"), (_, _) => { }), envelope.ToArray(), index);
}
