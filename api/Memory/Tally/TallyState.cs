using System.Globalization;
using StackExchange.Redis;

namespace TrailWatch.Memory.Tally;

/// <summary>What tally.lua keeps of a subject, for whoever looks and tells it nothing.</summary>
public sealed class TallyState
{
    private const string OpenHour = "h:";
    private readonly Dictionary<string, string> _fields;

    private TallyState(Dictionary<string, string> fields) => _fields = fields;

    /// <summary>The first event's time, Unix ms; null of somebody who has a baseline from a lookup and has done nothing yet.</summary>
    public long? First => _fields.TryGetValue("first", out var first) ? Whole(first) : null;

    /// <summary>The newest event's time, Unix ms; null of somebody who has a baseline from a lookup and has done nothing yet.</summary>
    public long? Newest => _fields.TryGetValue("new", out var newest) ? Whole(newest) : null;

    /// <summary>The last hour that is folded into the baselines; -1 where none is.</summary>
    public long Folded => _fields.TryGetValue("f", out var folded) ? Whole(folded) : -1;

    /// <param name="fields">All of the state's hash; none are of a subject that is not remembered, which is null.</param>
    public static TallyState? Read(HashEntry[] fields) =>
        fields.Length == 0 ? null : new(fields.ToDictionary(f => (string)f.Name!, f => (string)f.Value!, StringComparer.Ordinal));

    public SpikeBaseline BaselineOf(string label) => _fields.TryGetValue(label + ":n", out var points)
        ? new(Number(points), Number(_fields.GetValueOrDefault(label + ":m", "0")), Number(_fields.GetValueOrDefault(label + ":d", "0")))
        : default;

    /// <summary>The stored baseline with the open hours before that one folded in, as a batch would find it.</summary>
    public SpikeBaseline BaselineAt(long hour, SpikeSettings settings)
    {
        var baseline = BaselineOf(settings.Label);
        foreach (var (_, count) in OpenHours(settings.Label).TakeWhile(h => h.Hour < hour))
        {
            (_, baseline) = baseline.Step(count, settings);
        }

        return baseline;
    }

    /// <summary>The counts of the hours that are not folded yet, in order of time.</summary>
    public IEnumerable<(long Hour, long Count)> OpenHours(string label) =>
        from open in OpenHours()
        let count = open.Sizes.GetValueOrDefault(label)
        where count > 0
        select (open.Hour, count);

    /// <summary>The hours that are not folded yet, in order of time: distinct events by window label.</summary>
    public IEnumerable<(long Hour, IReadOnlyDictionary<string, long> Sizes)> OpenHours() =>
        from field in _fields
        where field.Key.StartsWith(OpenHour, StringComparison.Ordinal)
        let hour = Whole(field.Key.AsSpan(OpenHour.Length))
        where hour > Folded
        orderby hour
        select (hour, (IReadOnlyDictionary<string, long>)TallyAnswer.Sizes(field.Value));

    private static long Whole(ReadOnlySpan<char> text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
