namespace TrailWatch.Questions;

/// <summary>What is remembered of an actor.</summary>
public sealed record ActorView
{
    /// <summary>As findings name it.</summary>
    public required string Key { get; init; }

    /// <summary>As far as the key says; empty where it does not.</summary>
    public required string Type { get; init; }

    /// <summary>The user's or the role's name.</summary>
    public required string UserName { get; init; }

    /// <summary>Its AWS account; empty where the key has none.</summary>
    public required string Account { get; init; }

    /// <summary>Null where it is known only by what was imported.</summary>
    public required DateTime? FirstSeen { get; init; }

    /// <summary>Null where it is known only by what was imported.</summary>
    public required DateTime? LastSeen { get; init; }

    /// <summary>The last 20 addresses that it came from, newest first.</summary>
    public required IReadOnlyList<ActorSource> Sources { get; init; }

    /// <summary>One for each spike detection, with the hours that have closed.</summary>
    public required IReadOnlyList<ActorBaseline> Baselines { get; init; }

    /// <summary>Hours that still count events, in order of time.</summary>
    public required IReadOnlyList<ActorHour> OpenHours { get; init; }

    public required ActorCalls Calls { get; init; }

    /// <summary>The last 50 long-term access keys that it used, newest first.</summary>
    public required IReadOnlyList<ActorAccessKey> AccessKeys { get; init; }

    public required ActorMfa Mfa { get; init; }

    /// <summary>Of its newest 20 findings those that nobody has decided on, newest first.</summary>
    public required IReadOnlyList<ActorFinding> OpenFindings { get; init; }

    /// <summary>What the directory says of it at its newest event.</summary>
    public required DirectoryStanding Directory { get; init; }
}

/// <summary>An address, and when the actor last came from it.</summary>
public sealed record ActorSource(string Source, DateTime LastSeen);

/// <summary>A long-term access key, and when it was last used.</summary>
public sealed record ActorAccessKey(string AccessKeyId, DateTime LastSeen);
