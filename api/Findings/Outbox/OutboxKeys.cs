using StackExchange.Redis;

namespace TrailWatch.Findings.Outbox;

/// <summary>
/// The Redis keys of one shard of what waits for Splunk. Findings wait in the shard in which they lie, so that one script stores and
/// queues; originals have shards of their own, so that many of them never delay a finding.
/// </summary>
public readonly struct OutboxKeys(string root)
{
    /// <summary>The format of what was passed through as it came.</summary>
    public const string Original = "original";

    /// <summary>Deliveries to be made, by when they are due; one that is under way is due when its lease ends.</summary>
    public RedisKey Due => root + "out:due";

    /// <summary>Deliveries made, by when.</summary>
    public RedisKey Delivered => root + "out:delivered";

    /// <summary>Deliveries given up, by when.</summary>
    public RedisKey Dead => root + "out:dead";

    /// <param name="name">Of the delivery: an id and the format.</param>
    public RedisKey Delivery(string name) => $"{root}o:{name}";

    public static OutboxKeys OfFindings(string prefix, char shard) => new FindingKeys(prefix, shard).Outbox;

    public static OutboxKeys OfOriginals(string prefix, char shard) => new($"{prefix}{{p{shard}}}:");

    /// <summary>Where a delivery lies; its name alone says it.</summary>
    public static OutboxKeys Of(string prefix, string name) =>
        DeliveryName.Read(name).Format == Original ? OfOriginals(prefix, name[0]) : OfFindings(prefix, name[0]);

    /// <summary>Both kinds, all shards.</summary>
    public static IEnumerable<OutboxKeys> All(string prefix) => FindingId.AllShards.SelectMany<char, OutboxKeys>(
        shard => [OfFindings(prefix, shard), OfOriginals(prefix, shard)]);

    /// <summary>What must be there for a delivery to have something to send: the finding, or the delivery itself where it is an original.</summary>
    internal static RedisKey ContentOf(string prefix, string name)
    {
        var (id, format) = DeliveryName.Read(name);
        return format == Original ? OfOriginals(prefix, name[0]).Delivery(name) : FindingKeys.OfId(prefix, id).Finding(id);
    }
}
