using StackExchange.Redis;
using TrailWatch.Memory.Calls;

namespace TrailWatch.Memory.Windows;

/// <summary>Reads what is behind suspicions, all in one round trip; only a batch that has suspicions needs it.</summary>
/// <param name="keyPrefix">Where the memory lies.</param>
/// <param name="livePrefix">Where windows lie that a dry run's copy does not have, since the batch does not touch them.</param>
public sealed class WindowReader(string keyPrefix, string livePrefix)
{
    /// <summary>Starts reading; the task ends when the pipeline has been executed and answered.</summary>
    public Task<WindowRecord> Read(IDatabaseAsync redis, Trace trace) => trace switch
    {
        WindowTrace window => ReadWindows(redis, window),
        CallsTrace calls => ReadCalls(redis, calls),
        EventTrace events => Task.FromResult(WindowRecord.Of(events.Seen)),
        _ => throw new ArgumentException($"Unknown trace {trace.GetType().Name}", nameof(trace)),
    };

    private async Task<WindowRecord> ReadWindows(IDatabaseAsync redis, WindowTrace trace)
    {
        var windows = trace.Windows.Select(w => Everywhere(trace, keys => ReadWindow(redis, keys, w.Label, w.Hour), w => w.Count > 0)).ToList();
        var values = trace.Windows.Select(w => (Code: w.Label[..^1], w.Hour)).Distinct()
            .Select(w => Everywhere(trace, keys => redis.SetMembersAsync(keys.Values(w.Code, w.Hour)), members => members.Length > 0)).ToList();

        var record = new WindowRecord();
        foreach (var set in values)
        {
            record.AddValues((await set.ConfigureAwait(false)).Select(v => (string)v!));
        }

        foreach (var window in windows)
        {
            var (label, count, events) = await window.ConfigureAwait(false);
            record.Add(label, count);
            foreach (var entry in events)
            {
                var (id, mark) = EventMember.Decode((byte[])entry.Element!);
                record.AddEvent((long)entry.Score, id, record.PrincipalOf(mark));
            }
        }

        // The windows of a closed hour go after a while; what is left then is this batch's own events.
        return record.Count >= trace.Seen.Count ? record : WindowRecord.Of(trace.Seen);
    }

    private static async Task<(string Label, long Count, IEnumerable<SortedSetEntry> Events)> ReadWindow(
        IDatabaseAsync redis, SubjectKeys keys, string label, long hour)
    {
        var ids = keys.Ids(label, hour);
        var count = redis.SortedSetLengthAsync(ids);
        var earliest = redis.SortedSetRangeByRankWithScoresAsync(ids, 0, WindowRecord.EventIdCap - 1);
        var latest = redis.SortedSetRangeByRankWithScoresAsync(ids, -1, -1);
        return (label, await count.ConfigureAwait(false), (await earliest.ConfigureAwait(false)).Concat(await latest.ConfigureAwait(false)));
    }

    /// <summary>Reads in the memory and, for a dry run, where it was copied from; the first that has something counts.</summary>
    private async Task<T> Everywhere<T>(Trace trace, Func<SubjectKeys, Task<T>> read, Func<T, bool> hasSomething)
    {
        var own = read(new(keyPrefix, trace.Subject));
        var live = keyPrefix == livePrefix ? own : read(new(livePrefix, trace.Subject));
        var found = await own.ConfigureAwait(false);
        return hasSomething(found) ? found : await live.ConfigureAwait(false);
    }

    private async Task<WindowRecord> ReadCalls(IDatabaseAsync redis, CallsTrace trace)
    {
        var keys = new SubjectKeys(keyPrefix, trace.Subject);
        var noted = redis.HashGetAllAsync(keys.NewCalls(trace.Hour));
        var known = redis.HashGetAllAsync(keys.Calls);
        var imported = trace.ImportedUnder is { } name ? redis.HashGetAllAsync(new SubjectKeys(keyPrefix, name).Calls) : null;

        var (first, _, calls) = KnownCalls.Read(await known.ConfigureAwait(false));
        var (importedFirst, _, importedCalls) = KnownCalls.Read(imported is null ? [] : await imported.ConfigureAwait(false));
        var record = new WindowRecord { RoleFirstSeen = Math.Min(first ?? long.MaxValue, importedFirst ?? long.MaxValue) };
        var news = new List<NewCall>();
        foreach (var call in (await noted.ConfigureAwait(false)).Select(e => NewCall.Read(e.Name!, e.Value!)))
        {
            // An event out of order or the lookup may say that the call was not new, and while a role learns nothing is.
            var isKnown = importedCalls.GetValueOrDefault(call.EventName)?.Covers(call.Time, trace.ForgetMs) ?? false;
            var isNew = calls.GetValueOrDefault(call.Call)?.MayBeginAt(call.Time) ?? false;
            if (isNew && !isKnown && call.Time - record.RoleFirstSeen >= trace.LearningMs)
            {
                news.Add(call);
                record.Add("-", 1);
                record.AddEvent(call.Time, call.EventId, call.Values[4]);
                record.AddValue(WindowValues.Name, call.EventName);
                WindowValues.AddPlace(record, call.Values);
            }
        }

        record.NewCalls = [.. news.OrderBy(c => c.Time).ThenBy(c => c.Call, StringComparer.Ordinal)];
        record.KnownCalls = calls.Values.Count(c => Clock.HourOf(c.First) < trace.Hour);
        return record;
    }
}
