using StackExchange.Redis;

namespace TrailWatch.Memory.Habits;

/// <summary>
/// In which ways a subject came in, and when last: a sorted set of at most five members. The newest time of each stays, so
/// it makes no difference in which order or how often events come.
/// </summary>
public sealed class HabitsQuestion
{
    private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);

    public void Add(Sighting sighting)
    {
        foreach (var habit in Habit.Of(sighting.Event))
        {
            _newest[habit] = Math.Max(_newest.GetValueOrDefault(habit, long.MinValue), sighting.Event.Time);
        }
    }

    internal async Task Send(IDatabaseAsync redis, SubjectKeys keys, MemoryOptions options)
    {
        if (_newest.Count > 0)
        {
            var add = redis.SortedSetAddAsync(
                keys.Habits, [.. _newest.Select(h => new SortedSetEntry(h.Key, h.Value))], SortedSetWhen.GreaterThan);
            var expire = redis.KeyExpireAsync(keys.Habits, TimeSpan.FromMilliseconds(options.ActorRetentionMs));
            await add.ConfigureAwait(false);
            await expire.ConfigureAwait(false);
        }
    }
}
