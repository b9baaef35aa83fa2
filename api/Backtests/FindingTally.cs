using System.Text.Json;
using TrailWatch.Findings;

namespace TrailWatch.Backtests;

/// <summary>Counts the findings of one setting, as they stand at the end.</summary>
internal sealed class FindingTally
{
    private const int Page = 500;
    private const int MostActors = 20;

    /// <summary>A stream may have stray events of any year; the newest days count.</summary>
    private const int MostDays = 1_000;

    private readonly SortedDictionary<DateOnly, long> _days = [];
    private readonly SortedDictionary<string, long> _byDetection = new(StringComparer.Ordinal);
    private readonly Dictionary<Severity, long> _bySeverity = [];
    private readonly Dictionary<string, (long Count, SortedSet<string> Detections)> _actors = new(StringComparer.Ordinal);
    private long _count;

    public IReadOnlyDictionary<string, long> ByDetection => _byDetection;

    public long Count => _count;

    public static async Task<FindingTally> OfAsync(FindingSearch search)
    {
        var tally = new FindingTally();
        FindingCursor? after = null;
        do
        {
            (var page, after) = await search.FindAsync(new(), after, Page).ConfigureAwait(false);
            foreach (var finding in page)
            {
                tally.Add(finding);
            }
        }
        while (after is not null);

        return tally;
    }

    /// <param name="run">Whose findings they are.</param>
    /// <param name="days">Days that the stream spans.</param>
    /// <param name="current">The findings with the present settings.</param>
    public SettingResult ToResult(SettingRun run, int days, FindingTally current) => new()
    {
        Setting = run.Setting.Name,
        Findings = _count,
        FindingsPerDay = Math.Round((double)_count / Math.Max(1, days), 2),
        Days = [.. _days.TakeLast(MostDays).Select(d => new DayCount(d.Key, d.Value))],
        ByDetection = _byDetection,
        BySeverity = _bySeverity.OrderByDescending(s => s.Key).ToDictionary(s => JsonNamingPolicy.CamelCase.ConvertName(s.Key.ToString()), s => s.Value),
        Actors = [.. _actors.OrderByDescending(a => a.Value.Count).ThenBy(a => a.Key, StringComparer.Ordinal).Take(MostActors)
            .Select(a => new ActorCount(a.Key, a.Value.Count, a.Value.Detections))],
        ActorsTotal = _actors.Count,
        Difference = new(_count - current._count, Differences(current)),
        FailedDetections = run.Failed,
        SkippedDetections = run.Skipped,
    };

    private void Add(Finding finding)
    {
        _count++;
        Add(_days, DateOnly.FromDateTime(finding.FirstTime));
        Add(_byDetection, finding.Detection);
        Add(_bySeverity, finding.Severity);
        var (count, detections) = _actors.GetValueOrDefault(finding.Actor.Key, (0, new(StringComparer.Ordinal)));
        detections.Add(finding.Detection);
        _actors[finding.Actor.Key] = (count + 1, detections);
    }

    private Dictionary<string, long> Differences(FindingTally current) => _byDetection.Keys.Union(current._byDetection.Keys)
        .Select(d => (Detection: d, Difference: _byDetection.GetValueOrDefault(d) - current._byDetection.GetValueOrDefault(d)))
        .Where(d => d.Difference != 0)
        .OrderBy(d => d.Detection, StringComparer.Ordinal)
        .ToDictionary(d => d.Detection, d => d.Difference);

    private static void Add<TKey>(IDictionary<TKey, long> counts, TKey key) => counts[key] = (counts.TryGetValue(key, out var count) ? count : 0) + 1;
}
