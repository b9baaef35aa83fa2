namespace TrailWatch.Findings.Outbox;

/// <summary>In which formats every finding is delivered; none where it stays in the store.</summary>
/// <param name="Names">For example <c>native</c>.</param>
public sealed record OutboxFormats(IReadOnlyList<string> Names)
{
    public static readonly OutboxFormats None = new([]);

    /// <summary>A finding's deliveries by name: <c>id:format</c>, so that a name alone says in which shard it lies.</summary>
    public IEnumerable<string> DeliveriesOf(string findingId) => Names.Select(n => DeliveryName.Of(findingId, n));
}

/// <summary>What a delivery is called in the store.</summary>
internal static class DeliveryName
{
    public static string Of(string findingId, string format) => $"{findingId}:{format}";

    public static (string FindingId, string Format) Read(string name) =>
        name.IndexOf(':', StringComparison.Ordinal) is var at && at < 0 ? (name, "") : (name[..at], name[(at + 1)..]);
}
