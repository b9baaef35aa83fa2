using System.Text;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Findings;

/// <summary>Findings on their way to Splunk, on whichever store.</summary>
public abstract class OutboxTests
{
    private static readonly DeliveryState[] All = [DeliveryState.Pending, DeliveryState.Delivered, DeliveryState.Dead];

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task A_finding_is_queued_once_in_each_format_however_often_its_events_come()
    {
        await using var house = await HouseAsync("native", "rba");
        var events = NoMfa(0);
        var id = (await house.EvaluateAsync(events)).Findings.Single().Id;
        await house.EvaluateAsync(events);
        Assert.Equal(["native", "rba"], (await LeaseAsync(house)).Where(d => d.Finding.Id == id).Select(d => d.Format).Order());
        Assert.Empty(await LeaseAsync(house));
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_queued()
    {
        await using var house = await HouseAsync();
        Assert.Single((await house.EvaluateAsync(NoMfa(0))).Findings);
        Assert.Equal(new OutboxDepth(0, 0, null), await house.Deliveries.DepthAsync());
    }

    [Fact]
    public async Task A_throttled_finding_is_not_queued_and_its_tenfold_revision_is()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        await EndAsync(house, await LeaseAsync(house), DeliveryEnd.Delivered);

        var again = Assert.Single((await house.EvaluateAsync(NoMfa(1))).Findings);
        Assert.True(again.Throttled);
        await house.EvaluateAsync(Enumerable.Range(0, 8).Select(i => NoMfa(1, i + 1)));
        Assert.Empty(await LeaseAsync(house));
        await house.EvaluateAsync(NoMfa(1, 9));
        var taken = Assert.Single(await LeaseAsync(house));
        Assert.Equal((again.Id, 10L, false), (taken.Finding.Id, taken.Finding.Count, taken.Resent));
    }

    [Fact]
    public async Task What_is_taken_up_is_nobody_elses_until_the_lease_ends_and_then_it_is_marked_as_sent_before()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        var first = Assert.Single(await LeaseAsync(house));
        Assert.Equal((1, false), (first.Attempts, first.Resent));
        house.Clock.Advance(house.Queue.Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await LeaseAsync(house));
        await house.Queue.RenewAsync([first]);
        house.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await LeaseAsync(house));
        house.Clock.Advance(house.Queue.Lease);
        var second = Assert.Single(await LeaseAsync(house));
        Assert.Equal((2, true, first.TryingSince), (second.Attempts, second.Resent, second.TryingSince));
    }

    [Fact]
    public async Task A_retry_comes_when_it_is_due_and_is_marked_only_if_Splunk_may_have_it()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        foreach (var (ambiguous, marked) in new[] { (false, false), (true, true), (false, true) })
        {
            await EndAsync(house, await LeaseAsync(house), DeliveryEnd.Retry, ambiguous, TimeSpan.FromSeconds(5));
            house.Clock.Advance(TimeSpan.FromMilliseconds(4_999));
            Assert.Empty(await LeaseAsync(house));
            house.Clock.Advance(TimeSpan.FromMilliseconds(1));
            var taken = await LeaseAsync(house);
            Assert.Equal(marked, Assert.Single(taken).Resent);
            await EndAsync(house, taken, DeliveryEnd.Retry);
        }

        Assert.Equal(6, Assert.Single(await ListAsync(house, DeliveryState.Pending)).Attempts);
    }

    [Fact]
    public async Task What_was_not_tried_goes_back_as_though_it_had_not_been_taken_up()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        await EndAsync(house, await LeaseAsync(house), DeliveryEnd.Release);
        var untouched = Assert.Single(await ListAsync(house, DeliveryState.Pending));
        Assert.Equal((0, null), (untouched.Attempts, untouched.FirstAttempt));

        // After an attempt, being held counts as none, and the time of trying begins anew.
        await EndAsync(house, await LeaseAsync(house), DeliveryEnd.Retry, ambiguous: true);
        var first = Assert.Single(await ListAsync(house, DeliveryState.Pending)).FirstAttempt;
        await EndAsync(house, await LeaseAsync(house), DeliveryEnd.Release);
        house.Clock.Advance(TimeSpan.FromDays(3));
        var taken = Assert.Single(await LeaseAsync(house));
        Assert.Equal((2, true, house.Clock.GetUtcNow().ToUnixTimeMilliseconds()), (taken.Attempts, taken.Resent, taken.TryingSince));
        Assert.Equal(first, Assert.Single(await ListAsync(house, DeliveryState.Pending)).FirstAttempt);
    }

    [Theory]
    [InlineData(DeliveryEnd.Retry)]
    [InlineData(DeliveryEnd.Release)]
    [InlineData(DeliveryEnd.Dead)]
    public async Task What_Splunk_may_have_since_its_sender_died_stays_marked_however_the_next_attempt_ends(DeliveryEnd end)
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        await LeaseAsync(house);
        house.Clock.Advance(house.Queue.Lease);
        var second = await LeaseAsync(house);
        await EndAsync(house, second, end);
        await house.Queue.RequeueAsync(end == DeliveryEnd.Dead ? [(second[0].Finding.Id, "native")] : []);
        Assert.True(Assert.Single(await LeaseAsync(house)).Resent);
    }

    [Fact]
    public async Task A_revision_that_comes_while_the_one_before_is_under_way_is_delivered_after_it()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        var first = await LeaseAsync(house);
        await house.EvaluateAsync(Enumerable.Range(1, 9).Select(i => NoMfa(0, i)));
        Assert.Empty(await LeaseAsync(house));
        await EndAsync(house, first, DeliveryEnd.Delivered);
        var second = await LeaseAsync(house);
        Assert.Equal((2, 1, false), (Assert.Single(second).Finding.Revision, second[0].Attempts, second[0].Resent));
        await EndAsync(house, second, DeliveryEnd.Delivered);
        Assert.Empty(await LeaseAsync(house));
        Assert.Equal(2, Assert.Single(await ListAsync(house, DeliveryState.Delivered)).Revision);
    }

    [Fact]
    public async Task Whoever_comes_back_after_its_lease_decides_nothing_but_what_Splunk_has_taken()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        var slow = await LeaseAsync(house);
        house.Clock.Advance(house.Queue.Lease);
        var now = await LeaseAsync(house);
        await EndAsync(house, slow, DeliveryEnd.Dead);
        await EndAsync(house, slow, DeliveryEnd.Retry);
        Assert.Empty(await LeaseAsync(house));
        Assert.Single(await ListAsync(house, DeliveryState.Pending));
        await EndAsync(house, slow, DeliveryEnd.Delivered);
        Assert.Single(await ListAsync(house, DeliveryState.Delivered));
        await EndAsync(house, now, DeliveryEnd.Dead);
        Assert.Single(await ListAsync(house, DeliveryState.Delivered));
        Assert.Equal(new OutboxDepth(0, 0, null), await house.Deliveries.DepthAsync());
    }

    [Fact]
    public async Task What_was_given_up_says_why_and_can_be_queued_once_more()
    {
        await using var house = await HouseAsync("native");
        var id = (await house.EvaluateAsync(NoMfa(0))).Findings.Single().Id;
        await house.Queue.SettleAsync([new(Assert.Single(await LeaseAsync(house)), DeliveryEnd.Dead, "https://splunk:8088", 400, 7, "Incorrect index.", false, default)]);
        var dead = Assert.Single(await ListAsync(house, DeliveryState.Dead));
        Assert.Equal((id, "https://splunk:8088", 400, 7, "Incorrect index.", 1), (dead.FindingId, dead.Endpoint, dead.HttpStatus, dead.HecCode, dead.Reason, dead.Attempts));
        Assert.NotNull(dead.FirstAttempt);

        Assert.Equal(1, await house.Queue.RequeueAsync([(id, "native")]));
        Assert.Equal(0, await house.Queue.RequeueAsync([(id, "native"), ("f".PadLeft(32, '0'), "native")]));
        var taken = await LeaseAsync(house);
        Assert.Equal((1, false), (Assert.Single(taken).Attempts, taken[0].Resent));
        await EndAsync(house, taken, DeliveryEnd.Delivered);

        // What Splunk has already is marked when it is sent again.
        Assert.Equal(1, await house.Queue.RequeueAsync([(id, "native")]));
        Assert.True(Assert.Single(await LeaseAsync(house)).Resent);
        Assert.Single(await ListAsync(house, All));
    }

    [Fact]
    public async Task A_crash_between_queueing_and_storing_loses_nothing_and_sends_nothing_that_is_not_there()
    {
        await using var house = await HouseAsync("native");
        var id = (await house.EvaluateAsync(NoMfa(0))).Findings.Single().Id;
        var finding = FindingKeys.OfId(house.Store.KeyPrefix, id).Finding(id);
        Assert.True(await house.Store.Database.KeyDeleteAsync(finding));
        Assert.Empty(await LeaseAsync(house));
        Assert.Equal(0, (await house.Deliveries.DepthAsync()).Pending);
        await house.EvaluateAsync(NoMfa(0));
        Assert.Equal(id, Assert.Single(await LeaseAsync(house)).Finding.Id);
    }

    [Theory]
    [InlineData(DeliveryEnd.Delivered, DeliveryState.Delivered)]
    [InlineData(DeliveryEnd.Dead, DeliveryState.Dead)]
    public async Task A_revision_that_was_queued_and_not_stored_is_not_sent_again_and_again(DeliveryEnd end, DeliveryState becomes)
    {
        await using var house = await HouseAsync("native");
        var id = (await house.EvaluateAsync(NoMfa(0))).Findings.Single().Id;
        var keys = FindingKeys.OfId(house.Store.KeyPrefix, id).Outbox;
        await house.Store.Database.HashSetAsync(keys.Delivery($"{id}:native"), "revision", 2);
        await EndAsync(house, await LeaseAsync(house), end);
        Assert.Empty(await LeaseAsync(house));
        Assert.Single(await ListAsync(house, becomes));
    }

    [Fact]
    public async Task A_half_queued_replay_leaves_a_dead_letter_that_can_be_replayed()
    {
        await using var house = await HouseAsync("native");
        var id = (await house.EvaluateAsync(NoMfa(0))).Findings.Single().Id;
        await EndAsync(house, await LeaseAsync(house), DeliveryEnd.Dead);
        await house.Store.Database.SortedSetAddAsync(FindingKeys.OfId(house.Store.KeyPrefix, id).Outbox.Due, $"{id}:native", 0);
        Assert.Empty(await LeaseAsync(house));
        Assert.Equal(id, Assert.Single(await ListAsync(house, DeliveryState.Dead)).FindingId);
        Assert.Equal(1, await house.Queue.RequeueAsync([(id, "native")]));
        Assert.Single(await LeaseAsync(house));
    }

    [Fact]
    public async Task An_original_whose_end_was_half_noted_is_let_go_and_cannot_be_replayed_without_its_events()
    {
        await using var house = await HouseAsync("native");
        await house.Originals.AddAsync(["""{"event":"a"}"""u8.ToArray()]);
        var taken = Assert.Single(await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken));
        var keys = OutboxKeys.Of(house.Store.KeyPrefix, taken.Name);
        await house.Store.Database.HashDeleteAsync(keys.Delivery(taken.Name), "payload");
        house.Clock.Advance(house.Queue.Lease);
        Assert.Empty(await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken));
        Assert.Equal(0, await house.Originals.PendingAsync());
        Assert.Equal(0, await house.Queue.RequeueAsync([(taken.Id, OutboxKeys.Original)]));
    }

    [Fact]
    public async Task A_renewal_that_comes_too_late_brings_nothing_back()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(NoMfa(0));
        var taken = await LeaseAsync(house);
        await EndAsync(house, taken, DeliveryEnd.Delivered);
        await house.Queue.RenewAsync([.. taken]);
        Assert.Equal(new OutboxDepth(0, 0, null), await house.Deliveries.DepthAsync());
    }

    [Fact]
    public async Task A_half_settled_delivery_is_let_go()
    {
        await using var house = await HouseAsync("native");
        var id = (await house.EvaluateAsync(NoMfa(0))).Findings.Single().Id;
        await EndAsync(house, await LeaseAsync(house), DeliveryEnd.Delivered);
        await house.Store.Database.SortedSetAddAsync(FindingKeys.OfId(house.Store.KeyPrefix, id).Outbox.Due, $"{id}:native", 0);
        Assert.Empty(await LeaseAsync(house));
        Assert.Equal(0, (await house.Deliveries.DepthAsync()).Pending);
        Assert.Single(await ListAsync(house, DeliveryState.Delivered));
    }

    [Fact]
    public async Task Pages_of_deliveries_follow_one_another_over_all_shards()
    {
        await using var house = await HouseAsync("native", "ocsf");
        await house.EvaluateAsync(Enumerable.Range(0, 60).Select(i => NoMfa(0, i, $"u{i}")));
        var seen = new List<string>();
        for (FindingCursor? after = null; ;)
        {
            var (items, next) = await house.Deliveries.FindAsync(All, after, 7);
            seen.AddRange(items.Select(d => $"{d.FindingId}:{d.Format}"));
            if ((after = next) is null)
            {
                break;
            }
        }

        Assert.Equal(120, seen.Count);
        Assert.Distinct(seen);
    }

    [Fact]
    public async Task Originals_wait_beside_the_findings_and_of_what_is_delivered_nothing_but_that_stays_for_a_day()
    {
        await using var house = await HouseAsync("native");
        await house.Originals.AddAsync(["""{"event":"a"}"""u8.ToArray(), """{"event":"b"}"""u8.ToArray()]);
        Assert.Equal(2, await house.Originals.PendingAsync());
        Assert.Empty(await LeaseAsync(house));
        var taken = await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken);
        Assert.Equal(["""{"event":"a"}""", """{"event":"b"}"""], taken.Select(o => Encoding.UTF8.GetString(o.Envelopes.Span)).Order(StringComparer.Ordinal));
        Assert.Empty(await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken));

        await EndAsync(house, [taken[0]], DeliveryEnd.Delivered);
        await EndAsync(house, [taken[1]], DeliveryEnd.Dead);
        Assert.Equal(0, await house.Originals.PendingAsync());
        var dead = Assert.Single(await ListAsync(house, All));
        Assert.Equal((taken[1].Id, "original", DeliveryState.Dead), (dead.FindingId, dead.Format, dead.State));
        var left = await house.Store.Database.KeyTimeToLiveAsync(OutboxKeys.Of(house.Store.KeyPrefix, taken[0].Name).Delivery(taken[0].Name));
        Assert.InRange(left!.Value, TimeSpan.FromHours(23), TimeSpan.FromHours(24));

        Assert.Equal(1, await house.Queue.RequeueAsync([(dead.FindingId, dead.Format)]));
        var again = Assert.Single(await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken));
        Assert.Equal(taken[1].Envelopes.ToArray(), again.Envelopes.ToArray());
        Assert.Empty(await StoreDump.WithoutTtlAsync(house.Store));
    }

    [Fact]
    public async Task An_original_whose_sender_died_says_so_and_is_listed_until_it_is_delivered()
    {
        await using var house = await HouseAsync("native");
        await house.Originals.AddAsync(["""{"event":"a"}"""u8.ToArray()]);
        Assert.False(Assert.Single(await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken)).Resent);
        house.Clock.Advance(house.Queue.Lease);
        var second = Assert.Single(await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken));
        Assert.True(second.Resent);
        Assert.Equal(2, Assert.Single(await ListAsync(house, DeliveryState.Pending)).Attempts);
        house.Clock.Advance(house.Queue.Lease / 2);
        await house.Queue.RenewAsync([second]);
        house.Clock.Advance(house.Queue.Lease / 2);
        Assert.Empty(await house.Originals.LeaseAsync(100, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nothing_of_it_stays_forever()
    {
        await using var house = await HouseAsync("native");
        await house.EvaluateAsync(Enumerable.Range(0, 3).Select(i => NoMfa(0, i, $"u{i}")));
        var taken = await LeaseAsync(house);
        await EndAsync(house, [taken[0]], DeliveryEnd.Delivered);
        await EndAsync(house, [taken[1]], DeliveryEnd.Dead);
        Assert.Empty(await StoreDump.WithoutTtlAsync(house.Store));
    }

    private static Task<IReadOnlyList<LeasedFinding>> LeaseAsync(House house) => house.Outbox.LeaseAsync(1000, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<Delivery>> ListAsync(House house, params DeliveryState[] states) =>
        (await house.Deliveries.FindAsync(states, null, 1000)).Items;

    private static Task EndAsync(House house, IEnumerable<LeasedDelivery> taken, DeliveryEnd end, bool ambiguous = false, TimeSpan after = default) =>
        house.Queue.SettleAsync([.. taken.Select(d => new DeliveryResult(d, end, "https://splunk:8088", null, null, null, ambiguous, after))]);

    private static CloudTrailEvent NoMfa(int hour, int second = 0, string user = "alice")
    {
        var e = Some.Event(Some.Morning.AddHours(hour).AddSeconds(second), id: $"{user}-{hour}-{second}", user: user);
        return e with { UserIdentity = e.UserIdentity! with { MfaAuthenticated = false } };
    }

    private async Task<House> HouseAsync(params string[] formats) => new(new TestStore(await OpenAsync()), formats: formats);
}

public sealed class OutboxOnTheEmbeddedStore(GarnetFixture garnet) : OutboxTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class OutboxOnRedis(RedisServerFixture redis) : OutboxTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
