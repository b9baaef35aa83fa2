namespace TrailWatch.Http;

/// <summary>What one answer of a route means, where it is not what it means everywhere.</summary>
public sealed record ResponseNote(int Status, string Meaning);
