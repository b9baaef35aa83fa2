using System.IO.Hashing;
using System.Text;
using StackExchange.Redis;

namespace TrailWatch.Memory;

/// <summary>
/// The Redis keys of one subject (an actor, a role whose calls are remembered, or an access key). The hash tag is one of
/// <see cref="Shards"/>, told from the subject: whatever is asked of a subject is asked of one slot, what is asked of many subjects
/// goes in a few calls, and a cluster shares the shards out. The subject stands behind the tag, so whoever looks into Redis
/// can read whose memory it is.
/// </summary>
public readonly struct SubjectKeys(string prefix, string subject)
{
    public const int Shards = 32;

    /// <summary>What every key of a subject's memory ends with.</summary>
    public const string MemoryEnd = ":m";

    private readonly string _root = RootOf(prefix, ShardOf(subject)) + subject;

    /// <summary>List: the subject's memory, a snapshot and the blocks of events after it (see MemoryLog.cs).</summary>
    public RedisKey Memory => _root + MemoryEnd;

    /// <summary>Hash: what the last 30 days' folded hours were against the baseline, a field for each day of a label.</summary>
    public RedisKey History => _root + ":t";

    /// <summary>Sorted set, of a subject that is an access key: the actors that used it, scored by the hour in which they last did.</summary>
    public RedisKey Owners => _root + ":o";

    public static int ShardOf(string subject) => (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(subject)) % Shards);

    /// <summary>What stands before the subject in a key of that shard.</summary>
    public static string RootOf(string prefix, int shard) => $"{prefix}{{m{shard:x2}}}";
}
