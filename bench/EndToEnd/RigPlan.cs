namespace TrailWatch.Bench.EndToEnd;

internal enum StoreKind
{
    Embedded,
    Redis,
    Cluster,
}

/// <summary>What is put up to be measured.</summary>
internal sealed record RigPlan
{
    public StoreKind Store { get; init; } = StoreKind.Redis;

    /// <summary>A Redis that is there; null for one of its own.</summary>
    public string? Connection { get; init; }

    public int Replicas { get; init; } = 1;

    /// <summary>As on the command line.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>A published one; null for the one that this bench was built with.</summary>
    public string? Program { get; init; }

    /// <summary>For the service alone.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
