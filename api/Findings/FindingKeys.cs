using StackExchange.Redis;
using TrailWatch.Findings.Outbox;

namespace TrailWatch.Findings;

/// <summary>The Redis keys of one shard of findings; one hash tag, so that a finding and its indexes move together.</summary>
public readonly struct FindingKeys(string prefix, char shard)
{
    private readonly string _root = $"{prefix}{{f{shard}}}:";

    public RedisKey Finding(string id) => $"{_root}d:{id}";

    /// <summary>List: what was decided of a finding, newest first.</summary>
    public RedisKey Trail(string id) => $"{_root}h:{id}";

    public RedisKey All => _root + "all";

    public RedisKey Expiry => _root + "expiry";

    public RedisKey OfActor(string actorKey) => $"{_root}a:{actorKey}";

    public RedisKey LastTold(string detection, string actorKey) => $"{_root}t:{detection}:{actorKey}";

    /// <summary>The shard's findings that wait for Splunk.</summary>
    public OutboxKeys Outbox => new(_root);

    public static FindingKeys OfId(string prefix, string id) => new(prefix, id[0]);
}
