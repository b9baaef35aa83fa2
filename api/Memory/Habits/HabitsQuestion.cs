using StackExchange.Redis;

namespace TrailWatch.Memory.Habits;

/// <summary>
/// How a subject came in: in which ways and when last, when with a second factor and without, from which addresses and with
/// which access keys. The greatest score of each stays, so it makes no difference in which order or how often events come.
/// </summary>
public sealed class HabitsQuestion(string subject)
{
    private const int MostSources = 20;

    private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);
    private readonly MfaRecord _mfa = new();
    private readonly NewestTimes _sources = new(MostSources);
    private readonly AccessKeys _accessKeys = new(subject);

    public void Add(Sighting sighting)
    {
        var time = sighting.Event.Time;
        if (Habit.Of(sighting.Event) is { } habit)
        {
            _newest[habit] = Math.Max(_newest.GetValueOrDefault(habit, long.MinValue), time);
        }

        _mfa.Add(MfaFacts.Of(sighting), time);
        _accessKeys.Add(sighting);
        if (sighting.Event.SourceIPAddress is { Length: > 0 } source)
        {
            _sources.Add(source, time);
        }
    }

    internal IEnumerable<RedisKey> KeysOf(string prefix) =>
        [KeysAt(prefix).Habits, KeysAt(prefix).Sources, .. _accessKeys.KeysOf(prefix)];

    internal Task Send(IDatabaseAsync redis, string prefix, MemoryOptions options) => Task.WhenAll(
        SendHabits(redis, KeysAt(prefix).Habits, options),
        _sources.Send(redis, KeysAt(prefix).Sources, options),
        _accessKeys.Send(redis, prefix, options));

    private Task SendHabits(IDatabaseAsync redis, RedisKey key, MemoryOptions options)
    {
        SortedSetEntry[] entries = [.. _newest.Select(h => new SortedSetEntry(h.Key, h.Value)), .. _mfa.Write()];
        return entries.Length == 0 ? Task.CompletedTask : Task.WhenAll(
            redis.SortedSetAddAsync(key, entries, SortedSetWhen.GreaterThan),
            redis.KeyExpireAsync(key, TimeSpan.FromMilliseconds(options.ActorRetentionMs)));
    }

    private SubjectKeys KeysAt(string prefix) => new(prefix, subject);
}
