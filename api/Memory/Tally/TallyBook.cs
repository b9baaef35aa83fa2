using TrailWatch.Memory.Asking;
using TrailWatch.Memory.History;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Tally;

/// <summary>
/// A subject's hours against its baselines: an hour is open until the newest event lies far enough past its end, then it is folded, in
/// order of time. What is folded is kept as history and, where it was a spike, for whoever sends its events again.
/// </summary>
internal sealed class TallyBook
{
    /// <summary>How long a closed hour stays that somebody may still need, by event time.</summary>
    private const long Linger = Clock.DayMs;

    /// <summary>Nearly always there is none.</summary>
    public static readonly List<(long Hour, string Label, SpikeVerdict Verdict)> NoSpikes = [];

    private readonly SortedList<long, HourRecord> _hours = [];

    /// <summary>The last hour that is folded into the baselines; -1 where none is.</summary>
    public long Folded { get; set; } = -1;

    /// <summary>All that are remembered, in order of time.</summary>
    public IList<HourRecord> Hours => _hours.Values;

    public Dictionary<string, LearntBaseline> Baselines { get; } = new(StringComparer.Ordinal);

    /// <summary>What analysts taught of hours; <see cref="Lesson.None"/> where they took it back.</summary>
    public Dictionary<(string Label, long Hour), Lesson> Lessons { get; } = [];

    public Dictionary<(string Label, long Hour), PastSpike> Spikes { get; } = [];

    /// <summary>Folded hours that the history does not have yet, in order of time.</summary>
    public List<(string Label, PastHour Hour)> Past { get; } = [];

    public HourRecord? Find(long hour) => _hours.GetValueOrDefault(hour);

    public HourRecord Get(long hour)
    {
        if (_hours.Count > 0 && _hours.GetValueAtIndex(_hours.Count - 1) is { } last && last.Hour == hour)
        {
            return last;
        }

        if (!_hours.TryGetValue(hour, out var record))
        {
            _hours.Add(hour, record = new(hour));
        }

        return record;
    }

    public SpikeBaseline BaselineOf(string label) => Baselines.GetValueOrDefault(label).Value;

    public Lesson LessonOf(string label, long hour) => Lessons.Count == 0 ? Lesson.None : Lessons.GetValueOrDefault((label, hour));

    /// <summary>Whether an hour is closed to events that come now.</summary>
    public bool IsLate(long hour, long? newest, long lateness) => hour <= Folded || Clock.IsClosed(hour, newest, lateness);

    /// <summary>
    /// Walks the hours that are not folded, each against the baseline with all earlier ones folded in, and folds those that have
    /// closed.
    /// </summary>
    /// <param name="settings">How the baselines learn.</param>
    /// <param name="newest">The newest event's time, Unix ms.</param>
    /// <returns>Those hours that are spikes.</returns>
    public List<(long Hour, string Label, SpikeVerdict Verdict)> Close(MemorySettings settings, long newest)
    {
        var spikes = Walk(settings, newest);
        for (var i = 0; i < _hours.Count; i++)
        {
            var hour = _hours.GetValueAtIndex(i);
            if (!hour.IsFolded && Clock.IsClosed(hour.Hour, newest, settings.LatenessMs))
            {
                hour.IsFolded = true;
                Folded = hour.Hour;
            }
        }

        return spikes;
    }

    /// <summary>The hours that are spikes now, of those that are not folded.</summary>
    public List<(long Hour, string Label, SpikeVerdict Verdict)> Spiking(MemorySettings settings) => Walk(settings, newest: null);

    /// <summary>Lets go of hours that nobody needs any more: those that were asked to go, and those that have lingered too long.</summary>
    /// <param name="upTo">Hours up to this one have been judged and what was found is stored; -1 for none.</param>
    /// <param name="newest">The newest event's time, Unix ms.</param>
    /// <param name="lateness">How much too late an event may come, ms.</param>
    public void Forget(long upTo, long newest, long lateness)
    {
        // The look-back of the next hour reaches into an hour, so it stays until that one has closed too.
        for (var i = _hours.Count - 1; i >= 0; i--)
        {
            var hour = _hours.GetValueAtIndex(i);
            if (IsLingering(hour, newest, lateness) && ((hour.Hour <= upTo && !hour.WasSpike) || IsOver(hour.Hour, newest, lateness)))
            {
                _hours.RemoveAt(i);
            }
        }

        if (Spikes.Count > 0)
        {
            foreach (var spike in Spikes.Keys.ToList())
            {
                if (IsOver(spike.Hour, newest, lateness))
                {
                    Spikes.Remove(spike);
                }
            }
        }
    }

    private static bool IsOver(long hour, long newest, long lateness) => newest - ((hour + 2) * Clock.HourMs) >= lateness + Linger;

    /// <summary>Whether an hour is there only for those who send again.</summary>
    public static bool IsLingering(HourRecord hour, long newest, long lateness) => hour.IsFolded && Clock.IsClosed(hour.Hour + 1, newest, lateness);

    private List<(long Hour, string Label, SpikeVerdict Verdict)> Walk(MemorySettings settings, long? newest)
    {
        List<(long, string, SpikeVerdict)>? spikes = null;
        for (var i = 0; i < settings.Baselines.Count; i++)
        {
            Walk(settings.Baselines[i], settings.LatenessMs, newest, ref spikes);
        }

        return spikes ?? NoSpikes;
    }

    private void Walk(SpikeSettings settings, long lateness, long? newest, ref List<(long Hour, string Label, SpikeVerdict Verdict)>? spikes)
    {
        var label = WindowLabel.OfBaseline(settings.Label);
        var learnt = Baselines.GetValueOrDefault(settings.Label);
        var (baseline, folded) = (learnt.Value, false);
        for (var i = 0; i < _hours.Count; i++)
        {
            var hour = _hours.GetValueAtIndex(i);
            if (hour.IsFolded || hour.CountOf(label) is not (> 0 and var count))
            {
                continue;
            }

            var before = baseline;
            (var verdict, baseline) = before.Step(count, settings, LessonOf(settings.Label, hour.Hour));
            if (verdict.IsSpike)
            {
                (spikes ??= []).Add((hour.Hour, settings.Label, verdict));
            }

            if (Clock.IsClosed(hour.Hour, newest, lateness))
            {
                (learnt, folded) = (new(baseline, count), true);
                Past.Add((settings.Label, PastHour.Open(hour.Hour, verdict, settings) with { IsOpen = false }));
                hour.WasSpike |= verdict.IsSpike;
                if (verdict.IsSpike)
                {
                    Spikes[(settings.Label, hour.Hour)] = new(count, before);
                }
            }
        }

        if (folded)
        {
            Baselines[settings.Label] = learnt;
        }
    }
}
