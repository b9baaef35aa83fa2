using System.Text.Json;
using TrailWatch.Backtests;
using TrailWatch.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Backtests;

/// <summary>Short ways to run a backtest without HTTP.</summary>
internal static class Backtesting
{
    public const string Id = "b";

    public static GridAxis Axis(string detection, string option, params object[] values) =>
        new(detection, option, [.. values.Select(v => JsonSerializer.SerializeToElement(v))]);

    public static BodyRecords Records(params IEnumerable<CloudTrailEvent> events)
    {
        var batch = new RecordBatch();
        foreach (var e in events)
        {
            batch.Add(e);
        }

        return new(batch);
    }

    /// <summary>From the first record to the report, as a replica reads it from the store.</summary>
    public static async Task<BacktestReport> BacktestAsync(
        this House house, IRecordSource records, bool onCopy = true, GridAxis[]? grid = null, CancellationTokenSource? stopping = null)
    {
        var plan = new BacktestPlan(Id, onCopy, SettingGrid.Expand(grid ?? []), records);
        var report = Queued(plan);
        Assert.Null(await house.Part<BacktestStore>().TryBeginAsync(report, Token));
        await house.Part<BacktestRunner>().RunAsync(plan, report, Token, null, TestContext.Current.CancellationToken, stopping?.Token ?? CancellationToken.None);
        return (await house.Part<BacktestStore>().FindAsync(Id))!;
    }

    public const string Token = "7";

    public static BacktestReport Queued(BacktestPlan plan) => new()
    {
        Id = plan.Id,
        Status = BacktestStatus.Queued,
        State = plan.OnCopy ? "copy" : "empty",
        Source = plan.Records.Name,
        CreatedAt = Some.Morning.UtcDateTime,
        Settings = plan.Settings,
        Progress = new(0, null, 0, 0, null, null),
    };

    /// <summary>Everything in the store but what is told of backtests.</summary>
    public static async Task<SortedDictionary<string, string>> LiveAsync(this House house)
    {
        var dump = await StoreDump.OfAsync(house.Store);
        foreach (var key in dump.Keys.Where(k => k.StartsWith("{backtests}:", StringComparison.Ordinal)).ToList())
        {
            dump.Remove(key);
        }

        return dump;
    }

    /// <summary>The keys of memories that are thrown away.</summary>
    public static async Task<IReadOnlyList<string>> ScratchAsync(this House house) =>
        [.. (await StoreDump.KeysAsync(house.Store)).Where(k => k.StartsWith(house.Store.KeyPrefix + "bt:", StringComparison.Ordinal))];
}

/// <summary>A stream during which something happens, just before the event of this number is read.</summary>
internal sealed class EventfulRecords(IReadOnlyList<CloudTrailEvent> events, int number, Func<Task> happens) : IRecordSource
{
    public string Name => "records";

    public SourceSurvey Survey(CancellationToken cancellation) => Backtesting.Records(events).Survey(cancellation);

    public IEnumerable<CloudTrailEvent> InOrder()
    {
        foreach (var (i, e) in events.Index())
        {
            if (i == number)
            {
                happens().GetAwaiter().GetResult();
            }

            yield return e;
        }
    }
}
