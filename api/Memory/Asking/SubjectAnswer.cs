using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Log;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Subjects;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Memory.Asking;

/// <summary>Where a subject's memory stood before a batch: that tells what comes late.</summary>
internal readonly record struct Before(long? Newest, long Folded, long? CallsNewest)
{
    public static Before Of(SubjectState state) => new(state.Newest, state.Tally.Folded, state.Calls.Newest);
}

/// <summary>
/// What is remembered of one subject after the batch. It looks into the memory itself, so it is good for as long as the memory stands
/// still, which is while it is judged.
/// </summary>
public sealed class SubjectAnswer
{
    private readonly SubjectState _state;
    private readonly SubjectState? _imported;
    private readonly Learnt _learnt;
    private readonly MemorySettings _settings;
    private readonly Before _before;
    private uint _touched;

    internal SubjectAnswer(Asked asked, SubjectState state, SubjectState? imported)
    {
        (Question, _settings, _state, _imported, _learnt, _before) = (asked.Question, asked.Settings, state, imported, asked.Learnt, asked.Before);
        var (settings, before) = (_settings, _before);
        Hours = HoursOf(settings, before);
        Scans = LookBacks.Over(state, Question.Sightings, settings);
    }

    public SubjectQuestion Question { get; }

    public string Subject => Question.Subject;

    /// <summary>Distinct events of the subject that were new.</summary>
    public int Fresh => _learnt.Fresh;

    /// <summary>Events of the subject whose hour had closed.</summary>
    public int Late { get; private set; }

    /// <summary>The hours that the batch touched, and those that are spikes, in order of time.</summary>
    public IReadOnlyList<HourAnswer> Hours { get; }

    /// <summary>Look-backs over the limit of those that this batch touches.</summary>
    public IReadOnlyList<LookBack> Scans { get; }

    /// <summary>The long-term access keys that the batch's activity was made with.</summary>
    public IEnumerable<string> ActiveKeys => Question.Sightings.Where(s => s.IsActivity).Select(s => s.Actor.AccessKeyId)
        .Where(Habits.AccessKeys.IsLongTerm).Distinct(StringComparer.Ordinal).OfType<string>();

    /// <summary>What is known of the subject's calls as a role; null where the batch has none.</summary>
    public CallsAnswer? Calls => Question.HasCalls
        ? new(_state.Calls.First ?? long.MaxValue, NewIn(), _imported?.Calls.First)
        : null;

    /// <summary>Whether the batch has an event of one of these labels.</summary>
    public bool Touches(uint labels) => (_touched & labels) != 0;

    /// <summary>Whether an hour is a spike, or events came late.</summary>
    public bool HasSpikeOrLate => Late > 0 || _learnt.Spikes.Count > 0;

    /// <summary>Whether the subject or one of its access keys has more than one run of activity.</summary>
    public bool HasOlderRuns => RunsOf("").Count > 1 || (_state.KeyRuns.Count > 0 && ActiveKeys.Any(k => RunsOf(k).Count > 1));

    public HourAnswer? Of(long hour)
    {
        foreach (var answer in Hours)
        {
            if (answer.Hour == hour)
            {
                return answer;
            }
        }

        return null;
    }

    /// <summary>Runs of activity of the subject itself, or of one of its access keys, in order of time.</summary>
    /// <param name="accessKeyId">Empty for the subject itself.</param>
    public IReadOnlyList<ActivityRun> RunsOf(string accessKeyId) => accessKeyId.Length == 0
        ? WithOlder(_learnt.Runs ?? _state.Runs.Kept, "", Question.ActiveSince)
        : WithOlder(_learnt.KeyRuns?.GetValueOrDefault(accessKeyId) ?? _state.KeyRuns.GetValueOrDefault(accessKeyId)?.Kept ?? [], accessKeyId, null);

    /// <summary>The events behind a suspicion.</summary>
    public WindowRecord Read(Trace trace) => WindowReader.Read(trace, _state, _imported);

    /// <summary>The runs with those that only this batch still names, of events that the memory had taken before.</summary>
    private IReadOnlyList<ActivityRun> WithOlder(IReadOnlyList<ActivityRun> runs, string accessKeyId, long? activeSince)
    {
        if (Question.Sightings.Count == 0 || (runs.Count > 0 && Question.Sightings[0].Event.Time >= runs[0].Start))
        {
            return runs;
        }

        return Older(runs, accessKeyId, activeSince);
    }

    private IReadOnlyList<ActivityRun> Older(IReadOnlyList<ActivityRun> runs, string accessKeyId, long? activeSince)
    {
        var own = new List<ActivityRun>();
        foreach (var s in Question.Sightings.Where(s => s.IsActivity && (accessKeyId.Length == 0 || s.Actor.AccessKeyId == accessKeyId)))
        {
            RunLog.Add(own, s.Event.Time, s.Event.Id, s.Event.EventName, s.Event.SourceIPAddress, _settings.GapMs);
        }

        return own.Count == 0 ? runs : RunLog.Of(runs).Merge(own, activeSince, _settings.GapMs, _settings.LatenessMs);
    }

    private List<HourAnswer> HoursOf(MemorySettings settings, Before before)
    {
        var hours = new List<HourAnswer>(1);
        var sightings = Question.Sightings;
        for (var i = 0; i < sightings.Count;)
        {
            var (hour, touched, first) = (sightings[i].Hour, 0u, i);
            for (; i < sightings.Count && sightings[i].Hour == hour; i++)
            {
                touched |= sightings[i].Labels;
            }

            var late = hour <= before.Folded || Clock.IsClosed(hour, before.Newest, settings.LatenessMs);
            Late += late ? i - first : 0;
            _touched |= touched;
            hours.Add(new(hour, touched, late));
        }

        foreach (var (hour, label, verdict) in _learnt.Spikes)
        {
            var at = hours.FindIndex(h => h.Hour >= hour);
            if (at < 0 || hours[at].Hour != hour)
            {
                at = at < 0 ? hours.Count : at;
                hours.Insert(at, new(hour, 0, false));
            }

            (hours[at].Verdicts ??= []).Add((label, verdict));
        }

        if (_state.Tally.Spikes.Count > 0)
        {
            PastSpikes(hours, settings);
        }

        return hours;
    }

    private void PastSpikes(List<HourAnswer> hours, MemorySettings settings)
    {
        foreach (var hour in hours.Where(h => h.Late))
        {
            foreach (var baseline in settings.Baselines)
            {
                if (_state.Tally.Spikes.TryGetValue((baseline.Label, hour.Hour), out var spike))
                {
                    (hour.Verdicts ??= []).Add((baseline.Label, spike.Before.Judge(spike.Count, baseline)));
                }
            }
        }
    }

    /// <summary>
    /// A call became new with an event if a stretch of calls begins there and the hour's note says so; in an hour that has closed the note
    /// may be gone.
    /// </summary>
    private IReadOnlyList<NewCallHour> NewIn()
    {
        SortedDictionary<long, NewCallHour>? hours = null;
        foreach (var sighting in Question.Calls)
        {
            NewIn(sighting, ref hours);
        }

        foreach (var sighting in Question.Sightings)
        {
            if (sighting.IsCall)
            {
                NewIn(sighting, ref hours);
            }
        }

        return hours is null ? [] : [.. hours.Values];
    }

    private void NewIn(Sighting sighting, ref SortedDictionary<long, NewCallHour>? hours)
    {
        var (time, hour) = (sighting.Event.Time, sighting.Hour);
        var late = Clock.IsClosed(hour, _before.CallsNewest, _settings.LatenessMs);
        if (!late && _state.Calls.NewIn(hour).Count == 0)
        {
            return;
        }

        var e = sighting.Event;
        var number = _state.Tables.FindCall(e.EventName, e.EventSource);
        var call = (number < 0 ? new CallName(e.EventSource, e.EventName) : _state.Tables.Call(number)).Key(_settings.CallsByName);
        var noted = _state.Calls.Noted(call, hour);
        if ((noted is null ? late : noted.Time == time) && _state.Calls.Known[call].MayBeginAt(time))
        {
            hours ??= [];
            var known = hours.GetValueOrDefault(hour) ?? new(hour, late, Forgotten: true);
            hours[hour] = known with { Forgotten = known.Forgotten && noted is null };
        }
    }
}
