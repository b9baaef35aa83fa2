using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Memory.Store;

namespace TrailWatch.Backtests;

/// <summary>
/// Reports of backtests, and who is at work: in the store, so that any replica answers for any other. All keys lie in one hash
/// tag and go after <c>Backtests:KeepDays</c>.
/// </summary>
public sealed class BacktestStore(IStore store, IOptions<BacktestsOptions> options, TimeProvider clock)
{
    /// <summary>Who gives no sign of life for so long is lost.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reports that the list shows; older ones can still be read by name until their time is over.</summary>
    public const int MostListed = 100;

    private static readonly string Begin = LuaScripts.Load("backtestbegin.lua");
    private static readonly string Withdraw = LuaScripts.Load("backtestwithdraw.lua");
    private static readonly string Beat = LuaScripts.Load("backtestbeat.lua");

    private string Root => $"{store.KeyPrefix}{{backtests}}:";

    private RedisKey AtWork => Root + "work";

    private RedisKey All => Root + "all";

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private long OldestAlive => Now - (long)Patience.TotalMilliseconds;

    /// <summary>Where the memory of one run lies.</summary>
    public ScratchStore Scratch(string token) => new(store, $"{store.KeyPrefix}bt:{token}:");

    /// <summary>Null where the run may begin; else <c>exists</c>, or the name of one that is at work.</summary>
    internal async Task<string?> TryBeginAsync(BacktestReport report, string token)
    {
        var reply = (string)(await store.Database.ScriptEvaluateAsync(
            Begin,
            [AtWork, Run(report.Id), All],
            [report.Id, token, Now, OldestAlive, options.Value.Concurrent, options.Value.KeepMs, MostListed, Write(report)]).ConfigureAwait(false))!;
        return reply == "ok" ? null : reply.Split(':')[0];
    }

    /// <summary>Takes back a run whose beginning was not heard of: what was sent before has reached the store, or will, before this does.</summary>
    internal Task WithdrawAsync(string id, string token, CommandFlags flags = CommandFlags.None) =>
        store.Database.ScriptEvaluateAsync(Withdraw, [AtWork, Run(id), All], [id, token], flags);

    /// <summary>A sign of life; says whether to go on.</summary>
    internal async Task<BeatAnswer> BeatAsync(BacktestReport report, string token) => (BeatAnswer)(int)await store.Database.ScriptEvaluateAsync(
        Beat, [AtWork, Run(report.Id)], [report.Id, token, Now, options.Value.KeepMs, Write(report), report.IsAtWork ? 0 : 1]).ConfigureAwait(false);

    /// <summary>Null where there is none of this name.</summary>
    public async Task<BacktestReport?> FindAsync(string id) => Read(await store.Database.HashGetAsync(Run(id), ["report", "beat"]).ConfigureAwait(false));

    /// <summary>Newest first, without their results.</summary>
    public async Task<IReadOnlyList<BacktestReport>> ListAsync()
    {
        var ids = await store.Database.SortedSetRangeByRankAsync(All, order: Order.Descending).ConfigureAwait(false);
        var pipeline = store.Database.CreateBatch();
        var pending = ids.Select(id => pipeline.HashGetAsync(Run(id!), ["report", "beat"])).ToList();
        pipeline.Execute();
        return [.. (await Task.WhenAll(pending).ConfigureAwait(false)).Select(Read).OfType<BacktestReport>().Select(r => r with { Results = null })];
    }

    /// <summary>Asks whoever runs it to stop.</summary>
    public Task CancelAsync(string id)
    {
        var ask = store.Database.CreateTransaction();
        ask.AddCondition(Condition.KeyExists(Run(id)));
        _ = ask.HashSetAsync(Run(id), "cancel", 1);
        return ask.ExecuteAsync();
    }

    /// <summary>Takes away the report.</summary>
    public async Task DeleteAsync(string id)
    {
        await store.Database.KeyDeleteAsync(Run(id)).ConfigureAwait(false);
        await store.Database.SortedSetRemoveAsync(All, id).ConfigureAwait(false);
    }

    /// <summary>Cleans up after runs whose replica is gone; answers how many there were.</summary>
    public async Task<int> ReapAsync()
    {
        var lost = await store.Database.SortedSetRangeByScoreAsync(AtWork, stop: OldestAlive, exclude: Exclude.Stop).ConfigureAwait(false);
        foreach (var parts in lost.Select(l => ((string)l!).Split(':')))
        {
            var (id, token) = (parts[0], parts[1]);
            if (await FindAsync(id).ConfigureAwait(false) is { Status: BacktestStatus.Lost } report)
            {
                await BeatAsync(report, token).ConfigureAwait(false);
            }

            // First its place, so that a run that was only slow learns that it is over; then what it left. A crash in between leaves that to its TTL.
            await store.Database.SortedSetRemoveAsync(AtWork, $"{id}:{token}").ConfigureAwait(false);
            await Scratch(token).ClearAsync().ConfigureAwait(false);
        }

        return lost.Length;
    }

    private RedisKey Run(string id) => $"{Root}run:{id}";

    private BacktestReport? Read(RedisValue[] fields)
    {
        if (fields[0].IsNull)
        {
            return null;
        }

        var report = JsonSerializer.Deserialize((string)fields[0]!, BacktestJsonContext.Default.BacktestReport)!;
        return report.IsAtWork && (long)fields[1] < OldestAlive
            ? report with { Status = BacktestStatus.Lost, Error = "The replica that ran it has given no sign of life: send the backtest again." }
            : report;
    }

    private static string Write(BacktestReport report) => JsonSerializer.Serialize(report, BacktestJsonContext.Default.BacktestReport);
}

/// <summary>What a run learns when it gives a sign of life.</summary>
internal enum BeatAnswer
{
    Lost = -1,
    Cancelled = 0,
    GoOn = 1,
}
