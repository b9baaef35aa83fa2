using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Memory.Store;

namespace TrailWatch.Findings.Outbox;

/// <summary>
/// Findings on their way to Splunk. A finding is queued by the script that stores it, so none is ever stored and forgotten.
/// Replicas share the queue: who takes a delivery up holds it by a lease that it renews, and that others take over when it ends.
/// At least once: a delivery is at its end only when Splunk has answered for it.
/// </summary>
public sealed class FindingOutbox(IStore store, FindingStore findings, IOptions<FindingsOptions> options, TimeProvider clock)
{
    private static readonly string LeaseScript = LuaScripts.Load("lease.lua");
    private static readonly string SettleScript = LuaScripts.Load("settle.lua");
    private static readonly string RequeueScript = LuaScripts.Load("requeue.lua");
    private static readonly string ReleaseScript = LuaScripts.Load("release.lua");

    /// <summary>How long a replica that has died keeps what it had taken up.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>
    /// Takes up deliveries that are due. That they are under way is on disk before this answers, so that after a crash whoever
    /// takes them up again knows that Splunk may have them.
    /// </summary>
    /// <param name="most">About so many; at least one of each shard.</param>
    /// <param name="cancellation">Before anything is taken up.</param>
    public async Task<IReadOnlyList<LeasedDelivery>> LeaseAsync(int most, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var names = await TakeAsync(most).ConfigureAwait(false);
        if (names.Count == 0)
        {
            return [];
        }

        var lease = Guid.NewGuid().ToString("N");
        var pipeline = store.Database.CreateBatch();
        var pending = names.Select(name => TakeUpAsync(pipeline, name, lease)).ToList();
        pipeline.Execute();
        var taken = await Task.WhenAll(pending).ConfigureAwait(false);
        await store.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var (name, _) in taken.Where(t => t.Delivery is null))
        {
            await ReleaseAsync(name).ConfigureAwait(false);
        }

        return [.. taken.Select(t => t.Delivery).OfType<LeasedDelivery>()];
    }

    /// <summary>Holds deliveries that are still under way for another lease.</summary>
    public async Task RenewAsync(IReadOnlyCollection<LeasedDelivery> deliveries)
    {
        var until = Now() + (long)Lease.TotalMilliseconds;
        var pipeline = store.Database.CreateBatch();
        var pending = deliveries.GroupBy(d => d.Finding.Id[0]).Select(shard => pipeline.SortedSetUpdateAsync(
            new FindingKeys(store.KeyPrefix, shard.Key).Due, [.. shard.Select(d => new SortedSetEntry(d.Name, until))])).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    /// <summary>Notes how attempts ended.</summary>
    public async Task SettleAsync(IReadOnlyCollection<DeliveryResult> results)
    {
        var now = Now();
        var pipeline = store.Database.CreateBatch();
        var pending = results.Select(r =>
        {
            var keys = FindingKeys.OfId(store.KeyPrefix, r.Delivery.Finding.Id);
            return pipeline.ScriptEvaluateAsync(
                SettleScript,
                [keys.Due, keys.Delivered, keys.Dead, keys.Delivery(r.Delivery.Name)],
                [
                    r.Delivery.Name, EndOf(r.End), r.Delivery.Lease,
                    r.Delivery.Finding.Revision, now, now + (long)r.RetryAfter.TotalMilliseconds, options.Value.RetentionMs,
                    r.Endpoint ?? "", Text(r.HttpStatus), Text(r.HecCode), r.Reason ?? "", r.Ambiguous || r.Delivery.Resent ? 1 : 0,
                ]);
        }).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    /// <summary>Queues deliveries once more; answers how many.</summary>
    public async Task<int> RequeueAsync(IEnumerable<(string FindingId, string Format)> deliveries)
    {
        var pipeline = store.Database.CreateBatch();
        var pending = deliveries.Select(d =>
        {
            var (keys, name) = (FindingKeys.OfId(store.KeyPrefix, d.FindingId), DeliveryName.Of(d.FindingId, d.Format));
            return pipeline.ScriptEvaluateAsync(
                RequeueScript,
                [keys.Due, keys.Delivered, keys.Dead, keys.Delivery(name), keys.Finding(d.FindingId)],
                [name, Now(), options.Value.RetentionMs]);
        }).ToList();
        pipeline.Execute();
        var queued = await Task.WhenAll(pending).ConfigureAwait(false);
        await store.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return queued.Count(q => (int)q == 1);
    }

    // Every shard gives its share, so that none waits for the others to run dry.
    private async Task<List<string>> TakeAsync(int most)
    {
        var (now, share) = (Now(), Math.Max(1, most / FindingId.Shards));
        var pipeline = store.Database.CreateBatch();
        var pending = FindingId.AllShards.Select(shard => pipeline.ScriptEvaluateAsync(
            LeaseScript, [new FindingKeys(store.KeyPrefix, shard).Due], [now, now + (long)Lease.TotalMilliseconds, share])).ToList();
        pipeline.Execute();
        return [.. (await Task.WhenAll(pending).ConfigureAwait(false)).SelectMany(names => (string[])names!)];
    }

    private async Task<(string Name, LeasedDelivery? Delivery)> TakeUpAsync(IBatch pipeline, string name, string lease)
    {
        var (id, format) = DeliveryName.Read(name);
        var keys = FindingKeys.OfId(store.KeyPrefix, id);
        var (record, now) = (keys.Delivery(name), Now());
        var was = pipeline.HashGetAsync(record, ["state", "lease", "ambiguous", "since"]);
        var first = pipeline.HashSetAsync(record, "first", now, When.NotExists);
        var since = pipeline.HashSetAsync(record, "since", now, When.NotExists);
        var mark = pipeline.HashSetAsync(record, [new("lease", lease), new("last", now)]);
        var attempts = pipeline.HashIncrementAsync(record, "attempts");
        var expiry = pipeline.KeyExpireAsync(record, TimeSpan.FromMilliseconds(options.Value.RetentionMs));
        var finding = findings.FindAsync(id, pipeline);
        await Task.WhenAll(was, first, since, mark, attempts, expiry).ConfigureAwait(false);
        var (fields, found) = (await was.ConfigureAwait(false), await finding.ConfigureAwait(false));
        return found is null || fields[0] != "pending"
            ? (name, null)
            : (name, new(
                found, format, (int)await attempts.ConfigureAwait(false), !fields[1].IsNull || fields[2] == "1",
                fields[3].IsNull ? now : (long)fields[3], lease));
    }

    private async Task ReleaseAsync(string name)
    {
        var (id, _) = DeliveryName.Read(name);
        var keys = FindingKeys.OfId(store.KeyPrefix, id);
        await store.Database.ScriptEvaluateAsync(ReleaseScript, [keys.Due, keys.Delivery(name), keys.Finding(id)], [name]).ConfigureAwait(false);
    }

    private static string EndOf(DeliveryEnd end) => end switch
    {
        DeliveryEnd.Delivered => "delivered",
        DeliveryEnd.Retry => "retry",
        DeliveryEnd.Release => "release",
        _ => "dead",
    };

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
