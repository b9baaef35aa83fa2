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

    /// <summary>First matching event at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>First matching event before.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool Matches(Finding f) =>
        (Detection is null || f.Detection == Detection)
        && (Actor is null || f.Actor.Key == Actor)
        && (Account is null || f.Actor.AccountId == Account || f.Accounts.Contains(Account))
        && (Severity is null || f.Severity == Severity)
        && (Since is null || f.FirstTime >= Since)
        && (Until is null || f.FirstTime < Until);
}

/// <summary>Where a page ended: the first time and the id of its last finding. Findings after it are older.</summary>
public sealed record FindingCursor(long FirstTime, string Id)
{
    public override string ToString() => $"{FirstTime:x}-{Id}";

    public static bool TryParse(string text, out FindingCursor? cursor)
    {
        cursor = null;
        var at = text.IndexOf('-', StringComparison.Ordinal);
        if (at > 0 && long.TryParse(text.AsSpan(0, at), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var time)
            && FindingId.IsValid(text[(at + 1)..]))
        {
            cursor = new(time, text[(at + 1)..]);
        }

        return cursor is not null;
    }
}
