using System.Globalization;
using StackExchange.Redis;

namespace TrailWatch.Memory.Tally;

/// <summary>What is known of one hour after the batch.</summary>
/// <param name="Hour">The clock hour, counted from 1970.</param>
/// <param name="Closed">Whether it has closed, in this batch or before.</param>
/// <param name="Sizes">Distinct events by window label (code and mark).</param>
public sealed record HourAnswer(long Hour, bool Closed, IReadOnlyDictionary<string, long> Sizes)
{
    /// <summary>The baseline before this hour, by label; absent for an hour that was folded in an earlier batch.</summary>
    public Dictionary<string, SpikeVerdict> Spikes { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether this batch has an event in it.</summary>
    public bool Touched { get; internal set; }

    /// <summary>Whether it was closed before this batch, so that its events came late.</summary>
    public bool Late { get; internal set; }
}

/// <summary>The answer to a <see cref="TallyQuestion"/>: the hours that are remembered, in order of time.</summary>
public sealed class TallyAnswer
{
    private readonly SortedDictionary<long, HourAnswer> _hours = [];

    private TallyAnswer()
    {
    }

    public IReadOnlyCollection<HourAnswer> Hours => _hours.Values;

    /// <summary>Distinct events that each id window did not hold before; -1 where its hour had closed.</summary>
    public Dictionary<(string Label, long Hour), long> Added { get; } = [];

    /// <summary>Hours whose windows nothing will ask for again.</summary>
    public List<HourAnswer> Expiring { get; } = [];

    public HourAnswer? Of(long hour) => _hours.GetValueOrDefault(hour);

    internal static TallyAnswer Read(TallyQuestion question, RedisResult reply)
    {
        var answer = new TallyAnswer();
        foreach (var row in (RedisResult[])reply[2]!)
        {
            var hour = (long)row[0];
            answer._hours[hour] = new(hour, (int)row[1] != 0, Sizes((string)row[2]!));
        }

        answer.ReadWindows(question, reply[3]);
        answer.ReadBaselines(question, (string[])reply[1]!, reply[2], Lessons.Of((string[])reply[6]!));
        answer.ReadPastSpikes(question, (string[])reply[4]!);
        answer.Expiring.AddRange(((long[])reply[5]!).Select(h => answer._hours[h]));
        return answer;
    }

    /// <summary>Distinct events by window label, as the store keeps them of an hour.</summary>
    internal static Dictionary<string, long> Sizes(string labels) => labels
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private void ReadWindows(TallyQuestion question, RedisResult windows)
    {
        for (var i = 0; i < question.Windows.Count; i++)
        {
            var (label, hour, _) = question.Windows[i];
            var added = (long)windows[i][0];
            Added[(label, hour)] = added;
            if (added >= 0)
            {
                _hours[hour].Touched = true;
                continue;
            }

            // A late event's window may still be there; its size then comes from the set alone.
            var known = _hours.GetValueOrDefault(hour);
            var sizes = new Dictionary<string, long>(known?.Sizes ?? new Dictionary<string, long>(), StringComparer.Ordinal) { [label] = (long)windows[i][1] };
            _hours[hour] = new(hour, true, sizes) { Late = true, Touched = true };
        }
    }

    /// <summary>Walks the hours that were open before the batch, each against the baseline with all earlier ones folded in.</summary>
    private void ReadBaselines(TallyQuestion question, string[] before, RedisResult rows, Lessons lessons)
    {
        for (var i = 0; i < question.Baselines.Count; i++)
        {
            var settings = question.Baselines[i];
            var baseline = new SpikeBaseline(
                before[3 * i].Length > 0 ? Number(before[3 * i]) : null, Number(before[(3 * i) + 1]), Number(before[(3 * i) + 2]));
            foreach (var row in (RedisResult[])rows!)
            {
                var hour = _hours[(long)row[0]];
                if ((int)row[1] == 2 || !hour.Sizes.TryGetValue(settings.Label, out var count) || count == 0)
                {
                    continue;
                }

                (hour.Spikes[settings.Label], baseline) = baseline.Step(count, settings, lessons.Of(settings.Label, hour.Hour));
            }
        }
    }

    private void ReadPastSpikes(TallyQuestion question, string[] spikes)
    {
        for (var i = 0; i + 1 < spikes.Length; i += 2)
        {
            var past = PastSpike.Read(spikes[i], spikes[i + 1]);
            var settings = question.Baselines.FirstOrDefault(b => b.Label == past.Label);
            if (settings is not null && Of(past.Hour) is { Late: true } hour)
            {
                hour.Spikes[past.Label] = past.Before.Judge(past.Count, settings);
            }
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
