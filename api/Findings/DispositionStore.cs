using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Memory.Store;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Findings;

/// <summary>A finding that is being decided.</summary>
/// <param name="Finding">As it stands.</param>
/// <param name="Turn">Counts who decided, so that of several at once the later ones hear of it.</param>
/// <param name="Counted">Whether its count is known to be a point of the baseline of its own.</param>
public sealed record DecidedFinding(Finding Finding, long Turn, bool Counted);

/// <summary>Keeps what analysts say of findings, and the trail of who said what, when and why, for as long as the finding.</summary>
public sealed class DispositionStore(IStore store, FindingStore findings, IOptions<FindingsOptions> options)
{
    /// <summary>Decisions of one finding that are kept.</summary>
    public const int TrailCap = 100;

    private static readonly string Script = LuaScripts.Load("disposition.lua");

    /// <summary>Null where there is no such finding, or not any more.</summary>
    public async Task<DecidedFinding?> FindAsync(string id)
    {
        var pipeline = store.Database.CreateBatch();
        var pending = findings.FindAsync(id, pipeline);
        var more = pipeline.HashGetAsync(KeysOf(id).Finding(id), ["turn", "counted"]);
        pipeline.Execute();
        var fields = await more.ConfigureAwait(false);
        return await pending.ConfigureAwait(false) is { } finding ? new(finding, (long)fields[0], !fields[1].IsNull) : null;
    }

    /// <summary>The last decisions, newest first.</summary>
    public async Task<IReadOnlyList<DecisionEntry>> TrailAsync(string id) =>
        [.. (await store.Database.ListRangeAsync(KeysOf(id).Trail(id)).ConfigureAwait(false)).Select(Read)];

    /// <summary>Writes a decision down, if nobody has taken another since; a decision that is taken again is written once.</summary>
    /// <param name="was">The finding when it was looked at.</param>
    /// <param name="decision">What is said of it.</param>
    /// <param name="taught">What the baseline was taught by it.</param>
    /// <param name="at">When.</param>
    public async Task<bool> TrySaveAsync(DecidedFinding was, Decision decision, Taught taught, DateTimeOffset at)
    {
        var (id, keys) = (was.Finding.Id, KeysOf(was.Finding.Id));
        var counted = was.Counted || taught is Taught.Counted or Taught.AlreadyCounted;
        var reply = await store.Database.ScriptEvaluateAsync(
            Script,
            [keys.Finding(id), keys.Trail(id)],
            [
                was.Turn, decision.Disposition, JsonSerializer.Serialize(decision, FindingsJsonContext.Default.Decision),
                JsonSerializer.Serialize(new(at, taught), FindingsJsonContext.Default.DecisionMoment), counted ? 1 : 0, TrailCap, options.Value.RetentionMs,
            ]).ConfigureAwait(false);
        return (int)reply == 1;
    }

    private FindingKeys KeysOf(string id) => FindingKeys.OfId(store.KeyPrefix, id);

    private static DecisionEntry Read(RedisValue entry)
    {
        var parts = ((string)entry!).Split('\n');
        var said = JsonSerializer.Deserialize(parts[1], FindingsJsonContext.Default.Decision)!;
        var moment = JsonSerializer.Deserialize(parts[2], FindingsJsonContext.Default.DecisionMoment)!;
        return new() { At = moment.At, By = said.By, From = parts[0], To = said.Disposition, Reason = said.Reason, Taught = moment.Taught };
    }
}

/// <summary>What a repeated decision may differ in.</summary>
public sealed record DecisionMoment(DateTimeOffset At, Taught Taught);
