using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Tuning;

namespace TrailWatch.Backtests;

/// <summary>One setting at work: the same way that a batch goes live, on a memory and with findings of its own.</summary>
internal sealed class SettingRun(BacktestSetting setting, DetectionSet detections, Evaluator evaluator, FindingSearch findings)
{
    private readonly SortedSet<string> _failed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _skipped = new(StringComparer.Ordinal);

    public BacktestSetting Setting { get; } = setting;

    public IReadOnlyCollection<string> Failed => _failed;

    public IReadOnlyCollection<string> Skipped => _skipped;

    public async Task<EvaluationResult> EvaluateAsync(IEnumerable<CloudTrailEvent> events)
    {
        var batch = new RecordBatch();
        foreach (var e in events)
        {
            batch.Add(e);
        }

        var result = await evaluator.EvaluateAsync(batch, EvaluationMode.Evaluate, detections).ConfigureAwait(false);
        _failed.UnionWith(result.FailedDetections);
        _skipped.UnionWith(result.SkippedDetections);
        return result;
    }

    public Task<FindingTally> CountAsync() => FindingTally.OfAsync(findings);
}

/// <summary>Sets up the runs of a backtest's settings, each in a corner of the store of its own.</summary>
public sealed class SettingRuns(
    IStore store,
    DetectionCatalogue catalogue,
    DetectionFailures failures,
    DirectoryCache directory,
    IOptions<MemoryOptions> memory,
    IOptions<ActorOptions> actors,
    IOptions<BacktestsOptions> backtests,
    TimeProvider clock)
{
    private const int LongestRunDays = 3;

    /// <param name="plan">What shall be tried.</param>
    /// <param name="scratch">The run's corner of the store.</param>
    internal IReadOnlyList<SettingRun> Start(BacktestPlan plan, ScratchStore scratch)
    {
        var options = new MemoryOptions
        {
            LatenessMinutes = memory.Value.LatenessMinutes,
            ActorRetentionDays = memory.Value.ActorRetentionDays,

            // The run itself clears up; this is for a run that cannot, and longer than any run takes.
            KeptFor = TimeSpan.FromHours(backtests.Value.MaxHours + 1),
        };
        var places = plan.Settings.Select((_, n) => new ScratchStore(store, $"{scratch.KeyPrefix}{n}:")).ToList();
        var overlay = plan.OnCopy ? new MemoryOverlay(store, [.. places.Select(p => p.KeyPrefix)], options) : null;
        return [.. plan.Settings.Zip(places, (setting, place) => Start(setting, place, options, overlay))];
    }

    private SettingRun Start(BacktestSetting setting, ScratchStore place, MemoryOptions options, MemoryOverlay? overlay)
    {
        var findings = new FindingStore(place, Options.Create(new FindingsOptions { RetentionDays = LongestRunDays }), OutboxFormats.None, clock);
        var evaluator = new Evaluator(
            catalogue, failures, directory, new ActorMemory(place, Options.Create(options), overlay), new Prover(place, findings), place, actors, Options.Create(options), clock);
        return new(setting, SettingGrid.Apply(setting, catalogue), evaluator, new FindingSearch(place, findings));
    }
}
