using StackExchange.Redis;

namespace TrailWatch.Memory;

/// <summary>
/// The Redis keys of one subject (an actor, or a role whose calls are remembered). All share one hash tag, so whatever is
/// asked of a subject is asked of one slot. The tag is the subject itself: whoever looks into Redis can read whose memory it is.
/// </summary>
public readonly struct SubjectKeys(string prefix, string subject)
{
    private readonly string _root = prefix + "{" + subject + "}:";

    /// <summary>Hash: newest event, baselines, open hours.</summary>
    public RedisKey State => _root + "s";

    /// <summary>Hash: hours that were spikes when they closed, so that a repeat answers the same.</summary>
    public RedisKey Spikes => _root + "z";

    /// <summary>Sorted set: the event ids of one window, scored by event time.</summary>
    public RedisKey Ids(string label, long hour) => $"{_root}i:{label}:{hour}";

    /// <summary>Set: the names, sources, user agents, regions, accounts and principals of one window.</summary>
    public RedisKey Values(string code, long hour) => $"{_root}v:{code}:{hour}";

    /// <summary>Set: the read calls' names of one ten-minute bucket.</summary>
    public RedisKey Names(long bucket) => $"{_root}n:{bucket}";

    /// <summary>Hash: the last two runs of activity of the subject itself, or of one of its access keys.</summary>
    public RedisKey Runs(string accessKeyId) => accessKeyId.Length == 0 ? _root + "r" : $"{_root}k:{accessKeyId}";

    /// <summary>Sorted set: in which ways the subject came in, scored by when last.</summary>
    public RedisKey Habits => _root + "h";

    /// <summary>Hash: which calls the role has made, and when.</summary>
    public RedisKey Calls => _root + "c";

    /// <summary>Hash: the calls that became new in one hour, with the event that was first.</summary>
    public RedisKey NewCalls(long hour) => $"{_root}w:{hour}";
}
