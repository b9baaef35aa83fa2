using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Findings.Outbox;
using TrailWatch.Memory;
using TrailWatch.Memory.Store;

namespace TrailWatch.Findings;

/// <summary>A finding to be stored.</summary>
/// <param name="Finding">Its content.</param>
/// <param name="Weight">What only grows as more events of the window come, so that content read earlier does not replace later content.</param>
/// <param name="Late">Whether its hour was closed before this batch: then a stored finding stays as it is.</param>
/// <param name="Throttle">For how long Splunk is told of one detection and actor only once.</param>
public sealed record FindingDraft(Finding Finding, long Weight, bool Late, TimeSpan Throttle);

/// <summary>A finding as it stands in the store.</summary>
/// <param name="Finding">The whole of it.</param>
/// <param name="Changed">Whether this call made or revised it.</param>
public sealed record StoredFinding(Finding Finding, bool Changed);

/// <summary>A finding and what its content weighs; see <see cref="FindingDraft"/>.</summary>
internal sealed record WeighedFinding(Finding Finding, long Weight);

/// <summary>Keeps findings, by id, by time and by actor, for <c>Findings:RetentionDays</c>.</summary>
public sealed class FindingStore(IStore store, IOptions<FindingsOptions> options, OutboxFormats formats, TimeProvider clock)
{
    private static readonly string Script = LuaScripts.Load("finding.lua");
    private static readonly RedisValue[] Fields = ["content", "revision", "throttled", "disposition", "weight"];

    /// <summary>Stores or revises all of them in one round trip; answers each as it stands then, in the same order.</summary>
    public async Task<IReadOnlyList<StoredFinding>> SaveAsync(IReadOnlyList<FindingDraft> drafts)
    {
        if (drafts.Count == 0)
        {
            return [];
        }

        var pipeline = store.Database.CreateBatch();
        var pending = drafts.Select(d => pipeline.ScriptEvaluateAsync(Script, KeysOf(d.Finding), Arguments(d))).ToList();
        pipeline.Execute();
        var replies = await Task.WhenAll(pending).ConfigureAwait(false);
        return [.. replies.Select(r => new StoredFinding(
            Read((string)r[0]!, (int)r[1], (int)r[2] == 1, (string)r[3]!), (int)r[4] == 1))];
    }

    /// <summary>Starts reading one finding; null where it is not (or no longer) there.</summary>
    public async Task<Finding?> FindAsync(string id, IDatabaseAsync? pipeline = null) => (await FindWeighedAsync(id, pipeline).ConfigureAwait(false))?.Finding;

    /// <summary>The same, with what its content weighs.</summary>
    internal async Task<WeighedFinding?> FindWeighedAsync(string id, IDatabaseAsync? pipeline = null)
    {
        var fields = await (pipeline ?? store.Database)
            .HashGetAsync(FindingKeys.OfId(store.KeyPrefix, id).Finding(id), Fields).ConfigureAwait(false);
        return fields[0].IsNull
            ? null
            : new(Read(fields[0]!, (int)fields[1], (int)fields[2] == 1, fields[3].IsNull ? Disposition.Undecided : fields[3]!), (long)fields[4]);
    }

    /// <summary>Starts reading the ids of an actor's findings, newest first; some may be older than they are kept.</summary>
    public Task<RedisValue[]> IdsOfAsync(string actorKey, int most, IDatabaseAsync pipeline) => pipeline.SortedSetRangeByRankAsync(
        new FindingKeys(store.KeyPrefix, FindingId.ShardOf(actorKey)).OfActor(actorKey), 0, most - 1, Order.Descending);

    /// <summary>Starts reading what Splunk was last told of a detection and an actor; null where nothing lately.</summary>
    public async Task<LastTold?> LastToldAsync(string detection, string actorKey, IDatabaseAsync pipeline)
    {
        var key = new FindingKeys(store.KeyPrefix, FindingId.ShardOf(actorKey)).LastTold(detection, actorKey);
        var fields = await pipeline.HashGetAsync(key, ["id", "time"]).ConfigureAwait(false);
        return fields[1].IsNull ? null : new((string)fields[0]!, (long)fields[1]);
    }

    private RedisKey[] KeysOf(Finding finding)
    {
        var keys = FindingKeys.OfId(store.KeyPrefix, finding.Id);
        return
        [
            keys.Finding(finding.Id), keys.All, keys.Expiry, keys.OfActor(finding.Actor.Key), keys.LastTold(finding.Detection, finding.Actor.Key),
            keys.Trail(finding.Id), keys.Outbox.Due, keys.Outbox.Delivered, keys.Outbox.Dead, .. formats.DeliveriesOf(finding.Id).Select(d => keys.Outbox.Delivery(d)),
        ];
    }

    private RedisValue[] Arguments(FindingDraft draft)
    {
        var f = draft.Finding;
        return
        [
            f.Id, JsonSerializer.Serialize(f, FindingsJsonContext.Default.Finding), f.Count, (int)f.Severity,
            new DateTimeOffset(f.FirstTime).ToUnixTimeMilliseconds(), options.Value.RetentionMs, clock.GetUtcNow().ToUnixTimeMilliseconds(),
            draft.Late ? 1 : 0, (long)draft.Throttle.TotalMilliseconds, draft.Weight, f.EventIds[0],
            .. formats.DeliveriesOf(f.Id).Select(d => (RedisValue)d),
        ];
    }

    private static Finding Read(string content, int revision, bool throttled, string disposition) =>
        JsonSerializer.Deserialize(content, FindingsJsonContext.Default.Finding)! with
        {
            Revision = revision,
            Throttled = throttled,
            Disposition = disposition,
        };
}
