using TrailWatch.CloudTrail;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Log;

/// <summary>
/// Lets a state take a block: the one way in which events are remembered, whether they have just been written or were long ago, here or by
/// another replica.
/// </summary>
internal sealed class BlockReader(SubjectState state, MemorySettings settings, Learnt? learnt)
{
    private readonly long? _newestBefore = state.Newest;
    private readonly List<ActivityRun> _runs = Scratch();
    private Dictionary<string, List<ActivityRun>>? _keyRuns;
    private CallRuns? _calls;

    // A block is read in one go by one thread, so the lists that it fills meanwhile serve for the next.
    [ThreadStatic]
    private static List<ActivityRun>? s_runs;

    [ThreadStatic]
    private static CallRuns? s_calls;

    private long _first = long.MaxValue;
    private long _newest = long.MinValue;

    /// <param name="state">Takes the block.</param>
    /// <param name="from">Behind the block's kind.</param>
    /// <param name="learnt">Takes what is to be said of it; null where nobody asks.</param>
    public static void Apply(SubjectState state, ref LogReader from, Learnt? learnt)
    {
        var settings = state.Tables.SettingsOf(ref from);
        var settled = from.Number() - 1;
        var activeSince = Snapshot.Optional(ref from);
        var reader = new BlockReader(state, settings, learnt);
        if (state.Newest is { } newest)
        {
            state.Tally.Forget(settled, newest, settings.LatenessMs);
        }

        reader.Events(ref from);
        reader.Close(activeSince);
    }

    private static readonly Comparer<(long End, string Key)> OldestFirst = Comparer<(long End, string Key)>.Create(
        (a, b) => a.End != b.End ? a.End.CompareTo(b.End) : string.CompareOrdinal(a.Key, b.Key));

    private static List<ActivityRun> Scratch()
    {
        (s_runs ??= []).Clear();
        return s_runs;
    }

    private void Events(ref LogReader from)
    {
        var time = 0L;
        for (var left = from.Count(); left > 0; left--)
        {
            var kind = from.Byte();
            var isText = (kind & BlockWriter.IdIsText) != 0;
            var number = isText ? state.Tables.TextNumber(ref from) : 0;
            var id = isText ? RecordId.OfText(state.Tables.Texts[number]) : from.Uuid();
            time += from.Signed();
            var origin = state.Tables.Origin(ref from, state.Subject);
            var call = state.Tables.Call(ref from);
            if ((kind & BlockWriter.HasLabels) != 0)
            {
                Own(id, number, time, origin, call, kind, (uint)from.Number());
            }

            if ((kind & BlockWriter.IsCall) != 0)
            {
                (_calls ??= (s_calls ??= new()).Begin(settings)).Add(state.Tables.Call(call), id, time, state.Tables.Origins[origin]);
            }
        }
    }

    private void Own(RecordId id, int idNumber, long time, int origin, int call, byte kind, uint labels)
    {
        var hour = Clock.HourOf(time);
        if (!state.Tally.IsLate(hour, _newestBefore, settings.LatenessMs))
        {
            var told = labels | ((kind & BlockWriter.IsActivity) != 0 ? Told.Activity : 0) | ((kind & BlockWriter.IsCall) != 0 ? Told.Call : 0);
            var isText = id.Text is not null;
            var entry = new EventEntry(isText ? (UInt128)idNumber : id.Uuid, (int)(time - (hour * Clock.HourMs)), origin, call, told | (isText ? Told.IdIsText : 0));
            var added = state.Tally.Get(hour).Add(entry, state.Tables.NameOf(call));
            if (learnt is not null && (added & (WindowLabel.ApiCall.Mask | WindowLabel.OtherEvent.Mask)) != 0)
            {
                learnt.Fresh++;
            }
        }

        _first = Math.Min(_first, time);
        _newest = Math.Max(_newest, time);
        var by = state.Tables.Origins[origin];
        state.Habits.Add(by, time);
        if ((kind & BlockWriter.IsActivity) == 0)
        {
            return;
        }

        var name = state.Tables.Call(call).EventName;
        RunLog.Add(_runs, time, id, name, by.Source, settings.GapMs);
        if (AccessKeys.IsLongTerm(by.Who.AccessKeyId))
        {
            _keyRuns ??= new(StringComparer.Ordinal);
            if (!_keyRuns.TryGetValue(by.Who.AccessKeyId, out var runs))
            {
                _keyRuns[by.Who.AccessKeyId] = runs = [];
            }

            RunLog.Add(runs, time, id, name, by.Source, settings.GapMs);
        }
    }

    private void Close(long? activeSince)
    {
        if (_newest > long.MinValue)
        {
            state.First = Math.Min(state.First ?? _first, _first);
            state.Newest = Math.Max(state.Newest ?? _newest, _newest);
            var spikes = state.Tally.Close(settings, state.Newest.Value);
            if (learnt is not null)
            {
                learnt.Spikes = spikes;
            }
        }

        if (_runs.Count > 0)
        {
            var runs = state.Runs.Merge(_runs, activeSince, settings.GapMs, settings.LatenessMs);
            if (learnt is not null)
            {
                learnt.Runs = runs;
            }
        }

        if (_keyRuns is not null)
        {
            CloseKeys(_keyRuns);
        }

        _calls?.Learn(state.Calls);
    }

    private void CloseKeys(Dictionary<string, List<ActivityRun>> keyRuns)
    {
        foreach (var (key, batch) in keyRuns)
        {
            if (!state.KeyRuns.TryGetValue(key, out var log))
            {
                state.KeyRuns[key] = log = new();
            }

            var runs = log.Merge(batch, null, settings.GapMs, settings.LatenessMs);
            if (learnt is not null)
            {
                (learnt.KeyRuns ??= new(StringComparer.Ordinal))[key] = runs;
            }
        }

        while (state.KeyRuns.Count > SubjectState.MostKeys)
        {
            state.KeyRuns.Remove(state.KeyRuns.MinBy(k => (k.Value.Kept[^1].End, k.Key), OldestFirst).Key);
        }
    }
}
