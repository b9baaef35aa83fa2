using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Store;

namespace TrailWatch.Memory.Baselines;

/// <summary>
/// The memory as Splunk's lookup tables: seeds it from an <c>outputlookup</c> and gives it back as one. A row replaces the
/// baseline of its actor and leaves the other actors' alone.
/// </summary>
public sealed class BaselineStore(IStore store, IOptions<MemoryOptions> options)
{
    private const int Chunk = 500;
    private static readonly string SeedCalls = LuaScripts.Load("seedcalls.lua");

    /// <param name="label">The tally that the table is about.</param>
    /// <param name="rows">As read.</param>
    /// <param name="granularity">Whether a session's row belongs to its role.</param>
    public async Task SeedSpikesAsync(string label, IReadOnlyList<SpikeBaselineRow> rows, ActorGranularity granularity)
    {
        var actors = rows.GroupBy(r => ImportedActor.KeyOf(r.Arn, granularity), StringComparer.Ordinal).Select(g => ImportedActor.Pool(g.Key, [.. g]));
        foreach (var chunk in actors.Chunk(Chunk))
        {
            await PipelineAsync(chunk, async (redis, row) =>
            {
                var key = new SubjectKeys(store.KeyPrefix, row.Arn).State;
                var write = redis.HashSetAsync(key,
                [
                    new($"{label}:n", row.NumDataPoints), new($"{label}:m", Exact(row.AvgApiCalls)),
                    new($"{label}:d", Exact(row.StdevApiCalls)), new($"{label}:x", row.LatestCount ?? 0),
                ]);
                var expire = redis.KeyExpireAsync(key, Retention);
                await write.ConfigureAwait(false);
                return await expire.ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        await store.CommitAsync().ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SpikeBaselineRow>> ReadSpikesAsync(string label)
    {
        RedisValue[] fields = [$"{label}:n", $"{label}:m", $"{label}:d", $"{label}:x"];
        var rows = new List<SpikeBaselineRow>();
        await foreach (var page in SubjectScan.PagesAsync(store, ":s").ConfigureAwait(false))
        {
            var read = await PipelineAsync(page, (redis, actor) => redis.HashGetAsync(new SubjectKeys(store.KeyPrefix, actor).State, fields)).ConfigureAwait(false);
            rows.AddRange(page.Zip(read).Where(r => !r.Second[0].IsNull).Select(r => new SpikeBaselineRow(
                r.First, r.Second[3].IsNull ? null : (long)Number(r.Second[3]), (long)Number(r.Second[0]), Number(r.Second[1]), Number(r.Second[2]))));
        }

        return [.. rows.DistinctBy(r => r.Arn).OrderBy(r => r.Arn, StringComparer.Ordinal)];
    }

    public async Task SeedCallsAsync(IReadOnlyList<SeenCallRow> rows)
    {
        foreach (var chunk in rows.GroupBy(r => r.UserName, StringComparer.Ordinal).SelectMany(g => g.Chunk(Chunk).Select(c => (User: g.Key, Calls: c))).Chunk(Chunk))
        {
            await PipelineAsync(chunk, (redis, part) => redis.ScriptEvaluateAsync(
                SeedCalls,
                [new SubjectKeys(store.KeyPrefix, part.User).Calls],
                [(long)Retention.TotalMilliseconds, part.Calls.Length, .. part.Calls.SelectMany(c => (RedisValue[])[c.EventName, Ms(c.Earliest), Ms(c.Latest)])])).ConfigureAwait(false);
        }

        await store.CommitAsync().ConfigureAwait(false);
    }

    /// <summary>What every role is known to call, by its name alone as Splunk keeps it: roles of one name are one row.</summary>
    public async Task<IReadOnlyList<SeenCallRow>> ReadCallsAsync()
    {
        var seen = new SortedDictionary<(string User, string Call), (double First, double Last)>();
        await foreach (var page in SubjectScan.PagesAsync(store, ":c").ConfigureAwait(false))
        {
            var read = await PipelineAsync(page, (redis, role) => redis.HashGetAllAsync(new SubjectKeys(store.KeyPrefix, role).Calls)).ConfigureAwait(false);
            foreach (var (role, calls) in page.Zip(read))
            {
                foreach (var call in calls.Where(c => c.Name != "first" && c.Name != "newest"))
                {
                    var history = CallHistory.Read(call.Value!);
                    var key = (role[(role.LastIndexOf('/') + 1)..], ((string)call.Name!)[(((string)call.Name!).LastIndexOf(':') + 1)..]);
                    var (first, last) = seen.GetValueOrDefault(key, (double.MaxValue, double.MinValue));
                    seen[key] = (Math.Min(first, history.First / 1000d), Math.Max(last, history.Last / 1000d));
                }
            }
        }

        return [.. seen.Select(s => new SeenCallRow(s.Key.User, s.Key.Call, s.Value.First, s.Value.Last))];
    }

    private TimeSpan Retention => TimeSpan.FromDays(options.Value.ActorRetentionDays);

    private async Task<TResult[]> PipelineAsync<T, TResult>(IReadOnlyList<T> items, Func<IDatabaseAsync, T, Task<TResult>> send)
    {
        var pipeline = store.Database.CreateBatch();
        var pending = items.Select(i => send(pipeline, i)).ToList();
        pipeline.Execute();
        return await Task.WhenAll(pending).ConfigureAwait(false);
    }

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(RedisValue value) => double.Parse((string)value!, CultureInfo.InvariantCulture);

    private static long Ms(double seconds) => (long)Math.Round(seconds * 1000);
}
