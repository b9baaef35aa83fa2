namespace TrailWatch.Http;

/// <summary>What the route's first request example answers on a fresh service; a test holds it true.</summary>
/// <param name="File">Its file under Examples.</param>
public sealed record ResponseExample(string File);
