using StackExchange.Redis;
using TrailWatch.Memory.Store;

namespace TrailWatch.Memory.Names;

/// <summary>
/// Which read calls fell into which ten-minute bucket, and which look-backs that changes: a bucket is the end of one and,
/// for an event out of order, may lie within the five that follow.
/// </summary>
/// <param name="limit">Distinct names that are not yet too many.</param>
/// <param name="clockHourOnly">Whether a look-back begins with the clock hour (escu-2018) instead of 50 minutes earlier.</param>
public sealed class NamesQuestion(int limit, bool clockHourOnly)
{
    private static readonly string Script = LuaScripts.Load("names.lua");
    private readonly SortedDictionary<long, HashSet<string>> _buckets = [];
    private readonly HashSet<long> _hours = [];
    private IReadOnlyList<long>? _ends;
    private SortedSet<long>? _sets;

    public void Add(Sighting sighting)
    {
        var bucket = Clock.BucketOf(sighting.Event.Time);
        if (!_buckets.TryGetValue(bucket, out var names))
        {
            _buckets[bucket] = names = new(StringComparer.Ordinal);
        }

        names.Add(sighting.Event.EventName);
        _hours.Add(sighting.Hour);
    }

    /// <summary>Clock hours with a read call of this batch.</summary>
    public IReadOnlySet<long> Hours => _hours;

    /// <summary>The buckets that end a look-back; asked for when all calls have been added.</summary>
    private IReadOnlyList<long> Ends => _ends ??= [.. _buckets.Keys
        .SelectMany(b => Enumerable.Range(0, Clock.BucketsPerHour).Select(i => b + i))
        .Where(end => !clockHourOnly || _hours.Contains(Clock.HourOfBucket(end)))
        .Distinct().Order()];

    private SortedSet<long> Sets => _sets ??= [.. Ends.SelectMany(Buckets)];

    /// <summary>The buckets that a look-back ending with <paramref name="bucket"/> holds.</summary>
    public IEnumerable<long> Buckets(long bucket)
    {
        for (var b = First(bucket); b <= bucket; b++)
        {
            yield return b;
        }
    }

    internal IEnumerable<RedisKey> KeysOf(SubjectKeys keys) => [keys.State, .. Sets.Select(keys.Names)];

    internal Task<RedisResult> Send(IDatabaseAsync redis, SubjectKeys keys, MemoryOptions options)
    {
        var position = Sets.Select((bucket, i) => (bucket, i)).ToDictionary(p => p.bucket, p => p.i + 1);
        List<RedisValue> argv = [options.LatenessMs, options.WindowTtlMs, limit, _buckets.Count];
        foreach (var (bucket, names) in _buckets)
        {
            argv.AddRange([position[bucket], Clock.HourOfBucket(bucket), names.Count]);
            argv.AddRange(names.Select(n => (RedisValue)n));
        }

        argv.Add(Ends.Count);
        foreach (var end in Ends)
        {
            argv.AddRange([position[First(end)], position[end]]);
        }

        return redis.ScriptEvaluateAsync(Script, [.. KeysOf(keys)], [.. argv]);
    }

    /// <summary>Reads which look-backs are over.</summary>
    internal List<LookBack> Read(RedisResult reply)
    {
        var sets = Sets.ToList();
        return [.. ((int[])reply!).Chunk(3).Select(over => new LookBack(sets[over[2] - 1], Ends[over[0] - 1], over[1]))];
    }

    private long First(long end) => clockHourOnly
        ? Clock.HourOfBucket(end) * Clock.BucketsPerHour
        : end - Clock.BucketsPerHour + 1;
}
