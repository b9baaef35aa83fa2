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
        // The state first: what is moved from it to the history between the two is left out of the history below.
        var pipeline = store.Database.CreateBatch();
        var reading = SubjectStore.ReadAsync(pipeline, store.KeyPrefix, actor);
        var kept = pipeline.HashGetAllAsync(new SubjectKeys(store.KeyPrefix, actor).History);
        pipeline.Execute();
        var state = await reading.ConfigureAwait(false);
        var history = await kept.ConfigureAwait(false);
        if (!state.HasTally)
        {
            return null;
        }

        var to = Clock.HourOf(state.Newest ?? now.ToUnixTimeMilliseconds()) + 1;
        var from = to - Timeline.Length;
        var recent = state.Tally.Past.Where(p => p.Label == settings.Label).Select(p => p.Hour).ToDictionary(h => h.Hour);
        var hours = history
            .Where(f => ((string)f.Name!).StartsWith(settings.Label + ":", StringComparison.Ordinal))
            .SelectMany(PastHour.Unpack)
            .Where(h => h.Hour <= state.Tally.Folded && !recent.ContainsKey(h.Hour))
            .Concat(recent.Values)
            .Where(h => h.Hour >= from)
            .OrderBy(h => h.Hour)
            .ToList();
        var tally = new TallyState(state);
        var baseline = tally.BaselineOf(settings.Label);
        foreach (var (hour, count) in tally.OpenHours(settings.Label))
        {
            (var verdict, baseline) = baseline.Step(count, settings, tally.LessonOf(settings.Label, hour));
            hours.Add(PastHour.Open(hour, verdict, settings));
        }

        return new(from, to, hours, baseline);
    }
}
