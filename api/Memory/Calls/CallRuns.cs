using TrailWatch.CloudTrail;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Calls;

/// <summary>A batch's calls of a role as runs of each call.</summary>
internal sealed class CallRuns
{
    private readonly List<CallEvent> _events = [];
    private readonly Dictionary<string, (CallEvent First, long End)> _runs = new(StringComparer.Ordinal);
    private MemorySettings _settings = null!;

    public CallRuns Begin(MemorySettings settings)
    {
        _settings = settings;
        _events.Clear();
        _runs.Clear();
        return this;
    }

    public void Add(CallName call, RecordId id, long time, EventOrigin by) => _events.Add(new(call, id, time, by));

    /// <summary>Lets the book learn them.</summary>
    public void Learn(CallBook book)
    {
        _events.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Id.CompareTo(b.Id));
        book.Forget(_settings.LatenessMs);
        foreach (var e in _events)
        {
            var key = e.Call.Key(_settings.CallsByName);
            if (_runs.TryGetValue(key, out var run))
            {
                if (_settings.ForgetMs is not { } gap || e.Time - run.End <= gap)
                {
                    _runs[key] = (run.First, e.Time);
                    continue;
                }

                Learn(book, key, run);
            }

            _runs[key] = (e, e.Time);
        }

        foreach (var (key, run) in _runs)
        {
            Learn(book, key, run);
        }

        book.Close(_events[0].Time, _events[^1].Time);
    }

    private void Learn(CallBook book, string key, (CallEvent First, long End) run)
    {
        var (first, end) = run;
        if (!book.GoesOn(key, first.Time, end, _settings.ForgetMs))
        {
            book.Learn(new(key, first.Time, first.Id, first.Call.EventSource, first.Call.EventName) { By = first.By }, end, _settings.ForgetMs, _settings.LatenessMs);
        }
    }

    private readonly record struct CallEvent(CallName Call, RecordId Id, long Time, EventOrigin By);
}
