namespace TrailWatch.Findings;

/// <summary>What an analyst may say of a finding.</summary>
public static class Disposition
{
    public const string Undecided = "undecided";
    public const string Benign = "benign";
    public const string Malicious = "malicious";

    public static IReadOnlyList<string> All { get; } = [Benign, Malicious, Undecided];
}
