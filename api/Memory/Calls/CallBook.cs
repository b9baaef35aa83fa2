namespace TrailWatch.Memory.Calls;

/// <summary>
/// Which calls a role has made, and which of them became new in the hours that are not long past. A call of an hour that has closed is
/// learnt, but does not become new. An event out of order may show that a call was not new when it was noted; the note goes then.
/// </summary>
internal sealed class CallBook
{
    /// <summary>How long what was new in a closed hour stays noted for a client that sends again, by event time.</summary>
    private const long NotedFor = 2 * Clock.DayMs;

    private readonly SortedList<long, Dictionary<string, NewCall>> _new = [];

    public Dictionary<string, CallTimes> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The first of all, Unix ms.</summary>
    public long? First { get; set; }

    /// <summary>The newest that was seen, Unix ms; null where only a lookup knows some.</summary>
    public long? Newest { get; set; }

    public bool IsEmpty => First is null;

    public IEnumerable<(long Hour, IEnumerable<NewCall> Calls)> Notes => _new.Select(n => (n.Key, n.Value.Values.AsEnumerable()));

    public IReadOnlyCollection<NewCall> NewIn(long hour) => _new.GetValueOrDefault(hour)?.Values ?? (IReadOnlyCollection<NewCall>)[];

    public void Note(long hour, NewCall call)
    {
        if (!_new.TryGetValue(hour, out var calls))
        {
            _new[hour] = calls = new(StringComparer.Ordinal);
        }

        calls[call.Call] = call;
    }

    /// <summary>Whether a run only prolongs the last stretch of a known call, which it then does.</summary>
    public bool GoesOn(string call, long start, long end, long? forget)
    {
        if (!Known.TryGetValue(call, out var times) || start <= times.Start2 || (forget is { } gap && start - times.End2 > gap))
        {
            return false;
        }

        if (end > times.End2)
        {
            Known[call] = times with { End2 = end };
        }

        return true;
    }

    /// <summary>Learns a run of one call; its first event is the one that the call becomes new with.</summary>
    public void Learn(NewCall first, long end, long? forget, long lateness)
    {
        var (call, start) = (first.Call, first.Time);
        var hour = Clock.HourOf(start);
        var begins = true;
        if (Known.TryGetValue(call, out var times))
        {
            Known[call] = times.Insert(start, end, forget, out begins, out var displaced);
            TakeBack(call, displaced.One, hour);
            TakeBack(call, displaced.Other, hour);
        }
        else
        {
            Known[call] = CallTimes.Of(start, end);
        }

        if (begins && !Clock.IsClosed(hour, Newest, lateness) && (Noted(call, hour) is not { } noted || first.IsBefore(noted)))
        {
            Note(hour, first);
        }
    }

    /// <summary>The note of a call that became new in an hour; null for none.</summary>
    public NewCall? Noted(string call, long hour) => _new.Count == 0 ? null : _new.GetValueOrDefault(hour)?.GetValueOrDefault(call);

    /// <summary>Lets go of notes that are long past; before the runs of a batch, so that what the batch before noted could be read.</summary>
    public void Forget(long lateness)
    {
        while (_new.Count > 0 && IsOver(_new.GetKeyAtIndex(0), lateness))
        {
            _new.RemoveAt(0);
        }
    }

    /// <summary>Whether a note of that hour is long past.</summary>
    public bool IsOver(long hour, long lateness) => Newest - ((hour + 1) * Clock.HourMs) >= lateness + NotedFor;

    /// <summary>After all runs of a batch.</summary>
    /// <param name="first">The batch's first call.</param>
    /// <param name="newest">Its newest.</param>
    public void Close(long first, long newest)
    {
        First = Math.Min(First ?? first, first);
        Newest = Math.Max(Newest ?? newest, newest);
    }

    /// <summary>Learns what a lookup knows: the earliest of the earliest and the latest of the latest stays.</summary>
    public void Seed(string call, long earliest, long latest)
    {
        if (Known.TryGetValue(call, out var times))
        {
            earliest = Math.Min(earliest, times.HasTwo ? times.Start1 : times.Start2);
            latest = Math.Max(latest, times.End2);
        }

        Known[call] = CallTimes.Of(earliest, latest);
        First = Math.Min(First ?? earliest, earliest);
    }

    public KnownCalls Show() => new(First, Newest, Known.ToDictionary(k => k.Key, k => k.Value.Show(), StringComparer.Ordinal));

    public KnownCalls Show(string call) => new(
        First, Newest, Known.TryGetValue(call, out var times) ? new Dictionary<string, CallHistory> { [call] = times.Show() } : new Dictionary<string, CallHistory>());

    private void TakeBack(string call, long start, long unlessIn)
    {
        if (start >= 0 && Clock.HourOf(start) is var hour && hour != unlessIn && _new.TryGetValue(hour, out var calls) && calls.Remove(call) && calls.Count == 0)
        {
            _new.Remove(hour);
        }
    }
}
