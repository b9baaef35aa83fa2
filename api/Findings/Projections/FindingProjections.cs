namespace TrailWatch.Findings.Projections;

/// <summary>All projections by name.</summary>
public static class FindingProjections
{
    public static readonly IReadOnlyList<IFindingProjection> All = [new NativeProjection(), new RiskProjection(), new OcsfProjection()];

    public static IReadOnlyList<string> Formats { get; } = [.. All.Select(p => p.Format)];

    /// <summary>Null for a name that is none.</summary>
    public static IFindingProjection? Of(string format) => All.FirstOrDefault(p => p.Format.Equals(format, StringComparison.OrdinalIgnoreCase));
}
