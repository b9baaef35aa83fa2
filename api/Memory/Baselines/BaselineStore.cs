using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Baselines;

/// <summary>
/// The memory as Splunk's lookup tables: seeds it from an <c>outputlookup</c> and gives it back as one. A row replaces the
/// baseline of its actor and leaves the other actors' alone.
/// </summary>
public sealed class BaselineStore(IStore store, IOptions<MemoryOptions> options)
{
    private const int Chunk = 500;

    /// <param name="label">The tally that the table is about.</param>
    /// <param name="rows">As read.</param>
    /// <param name="granularity">Whether a session's row belongs to its role.</param>
    public async Task SeedSpikesAsync(string label, IReadOnlyList<SpikeBaselineRow> rows, ActorGranularity granularity)
    {
        var actors = rows.GroupBy(r => ImportedActor.KeyOf(r.Arn, granularity), StringComparer.Ordinal).Select(g => ImportedActor.Pool(g.Key, [.. g]));
        foreach (var chunk in actors.Chunk(Chunk))
        {
            await Task.WhenAll(chunk.Select(row => ChangeAsync(row.Arn, state => state.Tally.Baselines[label] =
                new(new(row.NumDataPoints, row.AvgApiCalls, row.StdevApiCalls), row.LatestCount ?? 0)))).ConfigureAwait(false);
        }

        await store.CommitAsync().ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SpikeBaselineRow>> ReadSpikesAsync(string label)
    {
        var rows = new List<SpikeBaselineRow>();
        await foreach (var page in SubjectScan.PagesAsync(store).ConfigureAwait(false))
        {
            foreach (var state in await ReadAsync(page).ConfigureAwait(false))
            {
                if (state.Tally.Baselines.TryGetValue(label, out var learnt) && learnt.Value.Points is { } points)
                {
                    rows.Add(new(state.Subject, (long?)learnt.Latest, (long)points, learnt.Value.Mean, learnt.Value.StandardDeviation));
                }
            }
        }

        return [.. rows.DistinctBy(r => r.Arn).OrderBy(r => r.Arn, StringComparer.Ordinal)];
    }

    public async Task SeedCallsAsync(IReadOnlyList<SeenCallRow> rows)
    {
        foreach (var chunk in rows.GroupBy(r => r.UserName, StringComparer.Ordinal).Chunk(Chunk))
        {
            await Task.WhenAll(chunk.Select(user => ChangeAsync(user.Key, state =>
            {
                foreach (var row in user)
                {
                    state.Calls.Seed(row.EventName, Ms(row.Earliest), Ms(row.Latest));
                }
            }))).ConfigureAwait(false);
        }

        await store.CommitAsync().ConfigureAwait(false);
    }

    /// <summary>What every role is known to call, by its name alone as Splunk keeps it: roles of one name are one row.</summary>
    public async Task<IReadOnlyList<SeenCallRow>> ReadCallsAsync()
    {
        var seen = new SortedDictionary<(string User, string Call), (double First, double Last)>();
        await foreach (var page in SubjectScan.PagesAsync(store).ConfigureAwait(false))
        {
            foreach (var state in await ReadAsync(page).ConfigureAwait(false))
            {
                foreach (var (call, times) in state.Calls.Known)
                {
                    var key = (state.Subject[(state.Subject.LastIndexOf('/') + 1)..], call[(call.LastIndexOf(':') + 1)..]);
                    var (first, last) = seen.GetValueOrDefault(key, (double.MaxValue, double.MinValue));
                    seen[key] = (Math.Min(first, times.First / 1000d), Math.Max(last, times.End2 / 1000d));
                }
            }
        }

        return [.. seen.Select(s => new SeenCallRow(s.Key.User, s.Key.Call, s.Value.First, s.Value.Last))];
    }

    private Task<bool> ChangeAsync(string subject, Action<SubjectState> change) => SubjectStore.ChangeAsync(store, subject, options.Value.ActorRetentionMs, state =>
    {
        change(state);
        return (true, true);
    });

    private async Task<IReadOnlyList<SubjectState>> ReadAsync(string[] subjects)
    {
        var pipeline = store.Database.CreateBatch();
        var reading = subjects.Select(subject => SubjectStore.ReadAsync(pipeline, store.KeyPrefix, subject)).ToList();
        pipeline.Execute();
        return await Task.WhenAll(reading).ConfigureAwait(false);
    }

    private static long Ms(double seconds) => (long)Math.Round(seconds * 1000);
}
