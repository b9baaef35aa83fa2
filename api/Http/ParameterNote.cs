namespace TrailWatch.Http;

/// <summary>What the description says of a parameter that the route takes as text and checks itself.</summary>
/// <param name="Name">As in the path or the query.</param>
/// <param name="Description">What it does.</param>
/// <param name="Example">A value that works.</param>
public sealed record ParameterNote(string Name, string Description, string Example)
{
    /// <summary>All values there are; null where any text may stand.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }

    /// <summary>What its absence means.</summary>
    public string? Default { get; init; }

    /// <summary>Null for text; the least and the greatest for a whole number.</summary>
    public (int Least, int Greatest)? Whole { get; init; }

    /// <summary>It must be given, although the route takes it as one that need not.</summary>
    public bool IsRequired { get; init; }

    public bool IsTime { get; init; }
}
