namespace TrailWatch.Collector.Tokens;

/// <summary>A token that was recognised: under which name, and what it may.</summary>
internal sealed record CollectorToken(string Name, TokenOptions May);
