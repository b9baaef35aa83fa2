using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Memory.Store;

namespace TrailWatch.Findings.Outbox;

/// <summary>
/// What waits for Splunk, findings and originals alike. Replicas share it: who takes a delivery up holds it by a lease that it renews,
/// and that others take over when it ends. At least once: a delivery is at its end only when Splunk has answered for it.
/// </summary>
public sealed class Deliveries(IStore store, IOptions<FindingsOptions> options, TimeProvider clock)
{
    private static readonly RedisValue[] Before = ["state", "lease", "ambiguous", "since", "revision"];
    private static readonly string LeaseScript = LuaScripts.Load("lease.lua");
    private static readonly string SettleScript = LuaScripts.Load("settle.lua");
    private static readonly string RequeueScript = LuaScripts.Load("requeue.lua");
    private static readonly string ReleaseScript = LuaScripts.Load("release.lua");

    /// <summary>How long a replica that has died keeps what it had taken up.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Holds deliveries that are still under way for another lease.</summary>
    public async Task RenewAsync(IReadOnlyCollection<LeasedDelivery> deliveries)
    {
        var until = Now() + (long)Lease.TotalMilliseconds;
        var pipeline = store.Database.CreateBatch();
        var pending = deliveries.GroupBy(d => OutboxKeys.Of(store.KeyPrefix, d.Name).Due).Select(shard => pipeline.SortedSetUpdateAsync(
            shard.Key, [.. shard.Select(d => new SortedSetEntry(d.Name, until))], SortedSetWhen.Exists)).ToList();
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
            var keys = OutboxKeys.Of(store.KeyPrefix, r.Delivery.Name);
            return pipeline.ScriptEvaluateAsync(
                SettleScript,
                [keys.Due, keys.Delivered, keys.Dead, keys.Delivery(r.Delivery.Name), OutboxKeys.ContentOf(store.KeyPrefix, r.Delivery.Name)],
                [
                    r.Delivery.Name, EndOf(r.End), r.Delivery.Hold.Lease, r.Delivery.Revision, now, now + (long)r.RetryAfter.TotalMilliseconds,
                    options.Value.RetentionMs, r.Endpoint ?? "", Text(r.HttpStatus), Text(r.HecCode), r.Reason ?? "",
                    r.Ambiguous || r.Delivery.Resent ? 1 : 0,
                ]);
        }).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    /// <summary>Queues deliveries once more; answers how many.</summary>
    public async Task<int> RequeueAsync(IEnumerable<(string Id, string Format)> deliveries)
    {
        var pipeline = store.Database.CreateBatch();
        var pending = deliveries.Select(d =>
        {
            var name = DeliveryName.Of(d.Id, d.Format);
            var keys = OutboxKeys.Of(store.KeyPrefix, name);
            return pipeline.ScriptEvaluateAsync(
                RequeueScript,
                [keys.Due, keys.Delivered, keys.Dead, keys.Delivery(name), OutboxKeys.ContentOf(store.KeyPrefix, name)],
                [name, Now(), options.Value.RetentionMs]);
        }).ToList();
        pipeline.Execute();
        var queued = await Task.WhenAll(pending).ConfigureAwait(false);
        await store.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return queued.Count(q => (int)q == 1);
    }

    /// <summary>
    /// Takes up deliveries that are due, about so many, at least one of each shard. That they are under way is on disk before this answers,
    /// so that after a crash whoever takes them up again knows that Splunk may have them.
    /// </summary>
    /// <param name="read">Reads what is to be sent in the same round trip; null where it is gone.</param>
    internal async Task<IReadOnlyList<T>> TakeUpAsync<T>(
        IReadOnlyList<OutboxKeys> shards, int most, Func<IBatch, string, Task<Func<Hold, T>?>> read, CancellationToken cancellation)
        where T : LeasedDelivery
    {
        cancellation.ThrowIfCancellationRequested();
        var names = await DueAsync(shards, most).ConfigureAwait(false);
        if (names.Count == 0)
        {
            return [];
        }

        var lease = Guid.NewGuid().ToString("N");
        var pipeline = store.Database.CreateBatch();
        var pending = names.Select(name => (Name: name, Hold: HoldAsync(pipeline, name, lease), Content: read(pipeline, name))).ToList();
        pipeline.Execute();
        var taken = new List<T>();
        var empty = new List<string>();
        var unreadable = new List<DeliveryResult>();
        foreach (var (name, held, content) in pending)
        {
            var hold = await held.ConfigureAwait(false);
            try
            {
                if (await content.ConfigureAwait(false) is { } make && hold is not null)
                {
                    taken.Add(make(hold));
                }
                else
                {
                    empty.Add(name);
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException && hold is not null)
            {
                // One that cannot be read must not keep the others from being sent.
                unreadable.Add(new(new Unreadable(name, hold.Revision, hold), DeliveryEnd.Dead, null, null, null, $"It cannot be read: {e.Message}", false, default));
            }
        }

        await store.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var name in empty)
        {
            await ReleaseAsync(name).ConfigureAwait(false);
        }

        await SettleAsync(unreadable).ConfigureAwait(false);

        return taken;
    }

    // Every shard gives its share, so that none waits for the others to run dry.
    private async Task<List<string>> DueAsync(IReadOnlyList<OutboxKeys> shards, int most)
    {
        var (now, share) = (Now(), Math.Max(1, most / shards.Count));
        var pipeline = store.Database.CreateBatch();
        var pending = shards.Select(keys => pipeline.ScriptEvaluateAsync(
            LeaseScript, [keys.Due], [now, now + (long)Lease.TotalMilliseconds, share])).ToList();
        pipeline.Execute();
        return [.. (await Task.WhenAll(pending).ConfigureAwait(false)).SelectMany(names => (string[])names!)];
    }

    private async Task<Hold?> HoldAsync(IBatch pipeline, string name, string lease)
    {
        var (record, now) = (OutboxKeys.Of(store.KeyPrefix, name).Delivery(name), Now());
        var was = pipeline.HashGetAsync(record, Before);
        var first = pipeline.HashSetAsync(record, "first", now, When.NotExists);
        var since = pipeline.HashSetAsync(record, "since", now, When.NotExists);
        var mark = pipeline.HashSetAsync(record, [new("lease", lease), new("last", now)]);
        var attempts = pipeline.HashIncrementAsync(record, "attempts");
        var expiry = pipeline.KeyExpireAsync(record, TimeSpan.FromMilliseconds(options.Value.RetentionMs));
        await Task.WhenAll(was, first, since, mark, attempts, expiry).ConfigureAwait(false);
        var fields = await was.ConfigureAwait(false);
        return fields[0] == "pending"
            ? new((int)await attempts.ConfigureAwait(false), !fields[1].IsNull || fields[2] == "1", fields[3].IsNull ? now : (long)fields[3], lease, (int)fields[4])
            : null;
    }

    private async Task ReleaseAsync(string name)
    {
        var keys = OutboxKeys.Of(store.KeyPrefix, name);
        await store.Database.ScriptEvaluateAsync(
            ReleaseScript, [keys.Due, keys.Delivery(name), OutboxKeys.ContentOf(store.KeyPrefix, name)], [name]).ConfigureAwait(false);
    }

    private static string EndOf(DeliveryEnd end) => end switch
    {
        DeliveryEnd.Delivered => "delivered",
        DeliveryEnd.Retry => "retry",
        DeliveryEnd.Release => "release",
        _ => "dead",
    };

    private sealed record Unreadable(string Name, int Revision, Hold Hold) : LeasedDelivery(Name, Revision, Hold);

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
