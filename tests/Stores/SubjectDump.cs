using System.Globalization;
using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.History;
using TrailWatch.Memory.Log;
using TrailWatch.Memory.Subjects;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Tests.Stores;

/// <summary>
/// A subject's memory as text that can be compared: what its log comes to, whatever blocks it is made of. What only lingers for those
/// who send again is left out.
/// </summary>
internal static class SubjectDump
{
    private const long Lateness = 120 * Clock.MinuteMs;

    public static async Task<SubjectState> ReadAsync(IStore store, string subject) =>
        Parse(subject, await store.Database.ListRangeAsync(new SubjectKeys(store.KeyPrefix, subject).Memory));

    /// <summary>Points, mean and deviation; 0 for none.</summary>
    public static async Task<SpikeBaseline> BaselineAsync(IStore store, string subject, string label) =>
        (await ReadAsync(store, subject)).Tally.BaselineOf(label);

    public static bool IsMemory(string key) => key.StartsWith("{m", StringComparison.Ordinal) && key.EndsWith(SubjectKeys.MemoryEnd, StringComparison.Ordinal);

    public static bool IsHistory(string key) => key.StartsWith("{m", StringComparison.Ordinal) && key.EndsWith(":t", StringComparison.Ordinal);

    public static string SubjectOf(string key) => key[(key.IndexOf('}', StringComparison.Ordinal) + 1)..^SubjectKeys.MemoryEnd.Length];

    public static SubjectState Parse(string subject, RedisValue[] log) => log.Aggregate(new SubjectState(subject), (state, element) => MemoryLog.Apply(state, (byte[])element!, 1));

    public static IEnumerable<string> Lines(SubjectState state)
    {
        var (tally, calls) = (state.Tally, state.Calls);
        yield return $"first {state.First} newest {state.Newest} folded {tally.Folded}";
        foreach (var (label, learnt) in tally.Baselines)
        {
            yield return $"baseline {label} {Exact(learnt.Value.Points)} {Exact(learnt.Value.Mean)} {Exact(learnt.Value.StandardDeviation)} latest {learnt.Latest}";
        }

        foreach (var ((label, hour), lesson) in tally.Lessons)
        {
            yield return $"lesson {label} {hour} {lesson}";
        }

        foreach (var hour in tally.Hours.Where(h => state.Newest is not { } newest || !TallyBook.IsLingering(h, newest, Lateness)))
        {
            foreach (var entry in hour.Entries.ToArray())
            {
                yield return $"hour {hour.Hour} folded {hour.IsFolded} {entry.IdIn(state.Tables)} at {entry.Offset} as {entry.Mask:x} {state.Tables.Call(entry.Call)} by {Show(state.Tables.Origins[entry.Origin])}";
            }
        }

        foreach (var (key, log) in state.KeyRuns.Append(new("", state.Runs)))
        {
            foreach (var run in log.Kept)
            {
                yield return $"run {key} {run.Start} {run.StartId} {run.End} {run.AtEnd}";
            }
        }

        foreach (var line in Habits(state).Concat(Calls(calls)))
        {
            yield return line;
        }
    }

    /// <summary>The history as it is in the store with what the log has not given it yet.</summary>
    public static IEnumerable<string> History(SubjectState state, HashEntry[] stored)
    {
        var hours = stored.SelectMany(f => PastHour.Unpack(f).Select(h => (Label: ((string)f.Name!)[..((string)f.Name!).LastIndexOf(':')], Hour: h)))
            .Where(h => h.Hour.Hour <= state.Tally.Folded).ToDictionary(h => (h.Label, h.Hour.Hour), h => h.Hour);
        foreach (var (label, hour) in state.Tally.Past)
        {
            hours[(label, hour.Hour)] = hour;
        }

        return hours.Where(h => h.Key.Hour > Clock.HourOf(state.Newest ?? 0) - 720).Select(h => $"{h.Key.Label} {Convert.ToHexString(h.Value.Pack())} {h.Key.Hour}");
    }

    private static IEnumerable<string> Habits(SubjectState state)
    {
        var habits = state.Habits;
        foreach (var (habit, time) in habits.Newest)
        {
            yield return $"habit {habit} {time}";
        }

        for (var slot = 0; slot < TrailWatch.Memory.Habits.MfaRecord.Slots; slot++)
        {
            if (habits.Mfa.Slot(slot) is { } times)
            {
                yield return $"mfa {slot} {times}";
            }
        }

        foreach (var seen in habits.Sources.Seen.Concat(habits.AccessKeys.Seen))
        {
            yield return $"{seen}";
        }
    }

    private static IEnumerable<string> Calls(CallBook calls)
    {
        yield return $"calls first {calls.First} newest {calls.Newest}";
        foreach (var (call, times) in calls.Known)
        {
            yield return $"call {call} {times}";
        }

        foreach (var note in calls.Notes.Where(n => !calls.IsOver(n.Hour, Lateness)).SelectMany(n => n.Calls))
        {
            yield return $"new {note.Call} {note.Time} {note.Id} by {Show(note.By)}";
        }
    }

    private static string Show(EventOrigin origin) =>
        $"{origin.Who.Type} {origin.Who.Arn} {origin.Who.UserName} {origin.Who.AccountId} {origin.Who.SessionName} {origin.Who.AccessKeyId} {origin.Source} {origin.UserAgent} {origin.Region} {origin.Account} {origin.Ways.Bits}";

    private static string Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "none";
}
