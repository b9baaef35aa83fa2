namespace TrailWatch.Findings;

/// <summary>Which findings are asked for; a null matches all.</summary>
public sealed record FindingFilter
{
    /// <summary>Detection id.</summary>
    public string? Detection { get; init; }

    /// <summary>The actor's key.</summary>
    public string? Actor { get; init; }

    /// <summary>An account that the events happened in, or that the actor belongs to.</summary>
    public string? Account { get; init; }

    public Severity? Severity { get; init; }

    /// <summary>What was decided of it.</summary>
    public string? Disposition { get; init; }

    /// <summary>First matching event at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>First matching event before.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool Matches(Finding f) =>
        (Detection is null || f.Detection == Detection)
        && (Actor is null || f.Actor.Key == Actor)
        && (Account is null || f.Actor.AccountId == Account || f.Accounts.Contains(Account))
        && (Severity is null || f.Severity == Severity)
        && (Disposition is null || f.Disposition == Disposition)
        && (Since is null || f.FirstTime >= Since)
        && (Until is null || f.FirstTime < Until);
}
