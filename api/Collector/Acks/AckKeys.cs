using StackExchange.Redis;

namespace TrailWatch.Collector.Acks;

/// <summary>The Redis keys of one token's channels; one hash tag, so that one script reaches them all.</summary>
internal readonly struct AckKeys(string prefix, string token)
{
    private readonly string _root = $"{prefix}{{hec:{token}}}:";

    /// <summary>Sorted set: channels, by when they were last sent on.</summary>
    public RedisKey Channels => _root + "c";

    /// <summary>Hash: the number that comes next on each channel.</summary>
    public RedisKey Next => _root + "n";

    /// <summary>Set: numbers of one channel that nobody has asked for, where each is true only once.</summary>
    public RedisKey Unread(string channel) => $"{_root}u:{channel}";
}
