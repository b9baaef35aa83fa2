using System.Globalization;
using System.Runtime.CompilerServices;
using StackExchange.Redis;
using TrailWatch.Memory.Baselines;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Survey;

/// <summary>
/// Goes once through everybody who is remembered, a page in one round trip, and keeps nothing. While actors come and go, one that
/// was there all the time is met at least once, and hardly ever twice.
/// </summary>
public sealed class ActorSurvey(IStore store)
{
    /// <param name="labels">The windows whose baselines are wanted.</param>
    /// <param name="withHabits">Whether <see cref="ActorOutline.Habits"/> are wanted.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    public async IAsyncEnumerable<ActorOutline> ActorsAsync(
        IReadOnlyList<string> labels, bool withHabits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RedisValue[] fields = ["first", "new", .. labels.SelectMany(l => (RedisValue[])[$"{l}:n", $"{l}:m", $"{l}:d"])];
        await foreach (var page in SubjectScan.PagesAsync(store, ":s", cancellation).ConfigureAwait(false))
        {
            var pipeline = store.Database.CreateBatch();
            var states = page.Select(key => pipeline.HashGetAsync(KeysOf(key).State, fields)).ToList();
            var habits = withHabits ? page.Select(key => pipeline.SortedSetRangeByRankWithScoresAsync(KeysOf(key).Habits)).ToList() : [];
            pipeline.Execute();
            var read = await Task.WhenAll(states).ConfigureAwait(false);
            var ways = await Task.WhenAll(habits).ConfigureAwait(false);
            for (var i = 0; i < page.Length; i++)
            {
                // A baseline that was imported for somebody who has done nothing yet has no times.
                if (!read[i][0].IsNull && !read[i][1].IsNull)
                {
                    yield return new(
                        page[i], (long)read[i][0], (long)read[i][1], [.. labels.Select((_, l) => Baseline(read[i].AsSpan(2 + (3 * l), 3)))],
                        withHabits ? ways[i].ToDictionary(h => (string)h.Element!, h => (long)h.Score) : new Dictionary<string, long>());
                }
            }
        }
    }

    /// <summary>Roles by their ARN, whose calls the detection of new calls remembers.</summary>
    public async IAsyncEnumerable<RoleOutline> RolesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in SubjectScan.PagesAsync(store, ":c", cancellation).ConfigureAwait(false))
        {
            // Else it is a role's name, under which a lookup was imported or escu-2018 remembers.
            var roles = page.Where(p => p.StartsWith("arn:", StringComparison.Ordinal)).ToList();
            var pipeline = store.Database.CreateBatch();
            var calls = roles.Select(role => pipeline.HashGetAsync(KeysOf(role).Calls, ["first", "newest"])).ToList();
            var imported = roles.Select(role => pipeline.HashGetAsync(KeysOf(role[(role.LastIndexOf('/') + 1)..]).Calls, "first")).ToList();
            pipeline.Execute();
            var read = await Task.WhenAll(calls).ConfigureAwait(false);
            var before = await Task.WhenAll(imported).ConfigureAwait(false);
            for (var i = 0; i < roles.Count; i++)
            {
                if (!read[i][0].IsNull && !read[i][1].IsNull)
                {
                    yield return new(roles[i], Math.Min((long)read[i][0], before[i].IsNull ? long.MaxValue : (long)before[i]), (long)read[i][1]);
                }
            }
        }
    }

    private SubjectKeys KeysOf(string subject) => new(store.KeyPrefix, subject);

    private static SpikeBaseline Baseline(ReadOnlySpan<RedisValue> fields) =>
        fields[0].IsNull ? default : new(Number(fields[0]), Number(fields[1]), Number(fields[2]));

    private static double Number(RedisValue value) => value.IsNull ? 0 : double.Parse((string)value!, CultureInfo.InvariantCulture);
}
