using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Tally;

/// <summary>A subject's hours and baselines, for whoever looks and tells it nothing.</summary>
public sealed class TallyState
{
    private readonly SubjectState _state;

    internal TallyState(SubjectState state) => _state = state;

    /// <summary>The first event's time, Unix ms; null of somebody who has a baseline from a lookup and has done nothing yet.</summary>
    public long? First => _state.First;

    /// <summary>The newest event's time, Unix ms; null of somebody who has a baseline from a lookup and has done nothing yet.</summary>
    public long? Newest => _state.Newest;

    /// <summary>The last hour that is folded into the baselines; -1 where none is.</summary>
    public long Folded => _state.Tally.Folded;

    public SpikeBaseline BaselineOf(string label) => _state.Tally.BaselineOf(label);

    /// <summary>What an analyst taught of an hour.</summary>
    public Lesson LessonOf(string label, long hour) => _state.Tally.LessonOf(label, hour);

    /// <summary>The stored baseline with the open hours before that one folded in, as a batch would find it.</summary>
    public SpikeBaseline BaselineAt(long hour, SpikeSettings settings)
    {
        var baseline = BaselineOf(settings.Label);
        foreach (var (open, count) in OpenHours(settings.Label).TakeWhile(h => h.Hour < hour))
        {
            (_, baseline) = baseline.Step(count, settings, LessonOf(settings.Label, open));
        }

        return baseline;
    }

    /// <summary>The baseline before an hour that was a spike when it closed, for a day; null where it was none.</summary>
    public SpikeBaseline? BeforeSpike(string label, long hour) => _state.Tally.Spikes.TryGetValue((label, hour), out var spike) ? spike.Before : null;

    /// <summary>The counts of the hours that are not folded yet, in order of time.</summary>
    public IEnumerable<(long Hour, long Count)> OpenHours(string label) => Open(WindowLabel.OfBaseline(label)).Where(h => h.Count > 0);

    /// <summary>The hours that are not folded yet, in order of time, and a label's distinct events in each.</summary>
    public IEnumerable<(long Hour, long Count)> Open(WindowLabel label) =>
        _state.Tally.Hours.Where(h => !h.IsFolded).Select(h => (h.Hour, (long)h.CountOf(label)));
}
