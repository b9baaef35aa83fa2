using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.History;

/// <summary>Reads what an actor's hours were against its baseline; it changes nothing.</summary>
public sealed class HistoryReader(IStore store)
{
    /// <param name="actor">The actor's key.</param>
    /// <param name="settings">How the detection judges now; the hours that are open are judged by it.</param>
    /// <param name="now">Where the 30 days end for somebody who has only an imported baseline.</param>
    /// <returns>Null where the actor is not remembered.</returns>
    public async Task<Timeline?> ReadAsync(string actor, SpikeSettings settings, DateTimeOffset now)
    {
        // The state first: an hour that is folded between the two is open in it, and its entry is left out below.
        var keys = new SubjectKeys(store.KeyPrefix, actor);
        var pipeline = store.Database.CreateBatch();
        var stateFields = pipeline.HashGetAllAsync(keys.State);
        var historyFields = pipeline.HashGetAllAsync(keys.History);
        pipeline.Execute();
        var state = TallyState.Read(await stateFields.ConfigureAwait(false));
        var history = await historyFields.ConfigureAwait(false);
        if (state is null)
        {
            return null;
        }

        var to = Clock.HourOf(state.Newest ?? now.ToUnixTimeMilliseconds()) + 1;
        var from = to - Timeline.Length;
        var hours = history
            .Where(f => ((string)f.Name!).StartsWith(settings.Label + ":", StringComparison.Ordinal))
            .SelectMany(PastHour.Unpack)
            .Where(h => h.Hour >= from && h.Hour <= state.Folded)
            .OrderBy(h => h.Hour)
            .ToList();
        var baseline = state.BaselineOf(settings.Label);
        var lessons = state.Lessons;
        foreach (var (hour, count) in state.OpenHours(settings.Label))
        {
            (var verdict, baseline) = baseline.Step(count, settings, lessons.Of(settings.Label, hour));
            hours.Add(PastHour.Open(hour, verdict, settings));
        }

        return new(from, to, hours, baseline);
    }
}
