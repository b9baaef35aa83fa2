using Microsoft.Extensions.Logging.Abstractions;
using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;
using TrailWatch.Splunk.Parcels;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace TrailWatch.Tests.Splunk;

/// <summary>Between the sender and the store: how long a finding is tried, and how long it is held.</summary>
public sealed class StoredParcelsTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    private static readonly TimeSpan Budget = TimeSpan.FromHours(24);

    [Theory]
    [InlineData(-1, DeliveryState.Pending)]
    [InlineData(0, DeliveryState.Dead)]
    public async Task C28_What_was_tried_for_a_day_becomes_a_dead_letter_that_says_so(int msMore, DeliveryState becomes)
    {
        await using var desk = await Desk.OpenAsync(garnet);
        await desk.SettleAsync(SettlementKind.Retry, "Server is busy");
        desk.House.Clock.Advance(Budget + TimeSpan.FromMilliseconds(msMore));
        await desk.SettleAsync(SettlementKind.Retry, "Server is busy");
        var delivery = await desk.OnlyAsync();
        Assert.Equal((becomes, 2), (delivery.State, delivery.Attempts));
        Assert.Equal(becomes == DeliveryState.Dead ? "Tried for 24 hours. Last: Server is busy" : "Server is busy", delivery.Reason);
    }

    [Fact]
    public async Task C26_However_long_a_token_is_refused_nothing_becomes_a_dead_letter()
    {
        await using var desk = await Desk.OpenAsync(garnet);
        for (var day = 0; day < 5; day++)
        {
            await desk.SettleAsync(SettlementKind.Hold, "Token disabled");
            desk.House.Clock.Advance(Budget);
        }

        await desk.SettleAsync(SettlementKind.Retry, "Server is busy");
        var delivery = await desk.OnlyAsync();
        Assert.Equal((DeliveryState.Pending, 1), (delivery.State, delivery.Attempts));
    }

    [Fact]
    public async Task What_was_taken_without_a_confirmation_is_delivered_and_says_so()
    {
        await using var desk = await Desk.OpenAsync(garnet);
        await desk.SettleAsync(SettlementKind.DeliveredUnconfirmed, "Acknowledgements are off.");
        var delivery = await desk.OnlyAsync();
        Assert.Equal((DeliveryState.Delivered, "Acknowledgements are off."), (delivery.State, delivery.Reason));
    }

    [Fact]
    public async Task What_cannot_be_read_or_written_becomes_a_dead_letter_and_keeps_nothing_from_being_sent()
    {
        await using var desk = await Desk.OpenAsync(garnet);
        await desk.House.Originals.AddAsync(["{\"event\":\"a\"} {\"event\":"u8.ToArray(), "{\"event\":\"b\",\"index\":7}"u8.ToArray()]);
        var id = (await desk.OnlyAsync(DeliveryState.Pending, "native")).FindingId;
        await desk.House.Store.Database.HashSetAsync(FindingKeys.OfId(desk.House.Store.KeyPrefix, id).Finding(id), "content", "{");
        var parcels = await desk.LeaseAsync();
        Assert.Equal([0, 1], parcels.Select(p => p.Events.Count).Order());
        var dead = await desk.OnlyAsync(DeliveryState.Dead, "native");
        Assert.StartsWith("It cannot be read: ", dead.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_is_renewed_while_its_parcel_may_be_under_way_and_no_longer()
    {
        await using var desk = await Desk.OpenAsync(garnet);
        Assert.Single(await desk.LeaseAsync());
        await desk.Leases.StartAsync(TestContext.Current.CancellationToken);
        var (began, needed) = (desk.House.Clock.GetUtcNow(), desk.Options.LeaseNeeded);
        while ((await desk.House.Outbox.LeaseAsync(10, TestContext.Current.CancellationToken)).Count == 0)
        {
            desk.House.Clock.Advance(TimeSpan.FromSeconds(1));

            // The renewal runs beside: it gets its turn before the clock moves on.
            await Task.Delay(5, TestContext.Current.CancellationToken);
            Assert.True(desk.House.Clock.GetUtcNow() - began < 2 * needed, "It is held for ever.");
        }

        await desk.Leases.StopAsync(TestContext.Current.CancellationToken);
        Assert.InRange(desk.House.Clock.GetUtcNow() - began, needed, needed + desk.House.Queue.Lease + TimeSpan.FromSeconds(10));
    }

    /// <summary>A store with one finding to be delivered, and what takes it from there.</summary>
    private sealed class Desk(House house, StoredParcels parcels, LeaseKeeper leases, HecOptions options) : IAsyncDisposable
    {
        public House House => house;

        public LeaseKeeper Leases => leases;

        public HecOptions Options => options;

        public static async Task<Desk> OpenAsync(GarnetFixture garnet)
        {
            var house = new House(new TestStore(garnet.Database), formats: "native");
            var e = Some.Event(Some.Morning);
            await house.EvaluateAsync(e with { UserIdentity = e.UserIdentity! with { MfaAuthenticated = false } });
            var options = new HecOptions();
            var leases = new LeaseKeeper(house.Queue, MsOptions.Create(options), house.Clock, NullLogger<LeaseKeeper>.Instance);
            var events = new FindingEvents(MsOptions.Create(options), house.Clock);
            return new Desk(house, new StoredParcels(house.Queue, house.Outbox, house.Originals, events, leases, MsOptions.Create(options), house.Clock, NullLogger<StoredParcels>.Instance), leases, options);
        }

        public Task<IReadOnlyList<Parcel>> LeaseAsync() => parcels.LeaseAsync(10, TestContext.Current.CancellationToken);

        /// <summary>Takes the finding up and ends the attempt.</summary>
        public async Task SettleAsync(SettlementKind kind, string reason)
        {
            var parcel = Assert.Single(await LeaseAsync());
            Assert.Single(parcel.Events);
            await parcels.SettleAsync(
                [new Settlement(parcel, kind, "splunk:8088", 503, 9, reason, Ambiguous: false, RetryAfter: null)], TestContext.Current.CancellationToken);
        }

        public async Task<Delivery> OnlyAsync(DeliveryState state, string format) =>
            Assert.Single((await house.Deliveries.FindAsync([state], null, 10)).Items, d => d.Format == format)!;

        public async Task<Delivery> OnlyAsync() => Assert.Single(
            (await house.Deliveries.FindAsync([DeliveryState.Pending, DeliveryState.Delivered, DeliveryState.Dead], null, 10)).Items);

        public async ValueTask DisposeAsync()
        {
            leases.Dispose();
            await house.DisposeAsync();
        }
    }
}
