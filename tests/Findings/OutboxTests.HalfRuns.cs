using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using Xunit;

namespace TrailWatch.Tests.Findings;

/// <summary>A sender that died, and scripts that broke off half way, as may happen where a store does not run them whole.</summary>
public abstract partial class OutboxTests
{
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
}
