using TrailWatch.CloudTrail;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Calls;

/// <summary>A batch's calls of a role as runs of each call.</summary>
internal sealed class CallRuns(MemorySettings settings)
{
    private readonly List<(CallName Call, RecordId Id, long Time, EventOrigin By)> _events = [];
    private readonly Dictionary<string, (NewCall First, long End)> _runs = new(StringComparer.Ordinal);

    public void Add(CallName call, RecordId id, long time, EventOrigin by) => _events.Add((call, id, time, by));

    /// <summary>Lets the book learn them.</summary>
    public void Learn(CallBook book)
    {
        _events.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Id.CompareTo(b.Id));
        book.Forget(settings.LatenessMs);
        foreach (var (call, id, time, by) in _events)
        {
            var key = call.Key(settings.CallsByName);
            if (_runs.TryGetValue(key, out var run))
            {
                if (settings.ForgetMs is not { } gap || time - run.End <= gap)
                {
                    _runs[key] = (run.First, time);
                    continue;
                }

                book.Learn(run.First, run.End, settings.ForgetMs, settings.LatenessMs);
            }

            _runs[key] = (new(key, time, id, call.EventSource, call.EventName) { By = by }, time);
        }

        foreach (var run in _runs.Values)
        {
            book.Learn(run.First, run.End, settings.ForgetMs, settings.LatenessMs);
        }

        book.Close(_events[0].Time, _events[^1].Time);
    }
}
