namespace TrailWatch.CloudTrail;

/// <summary>The parts of an ARN that an actor's key is made of; <see cref="IsArn"/> is false for redactions and everything else.</summary>
internal readonly ref struct ArnParts
{
    private const int Segments = 6;

    public ArnParts(string? arn)
    {
        Span<Range> ranges = stackalloc Range[Segments];
        if (arn is null || !arn.StartsWith("arn:", StringComparison.Ordinal) || arn.AsSpan().Split(ranges, ':') < Segments)
        {
            return;
        }

        IsArn = true;
        Partition = arn.AsSpan()[ranges[1]];
        Account = arn.AsSpan()[ranges[4]];
        Resource = arn.AsSpan()[ranges[5]];
    }

    public bool IsArn { get; }

    public ReadOnlySpan<char> Partition { get; }

    public ReadOnlySpan<char> Account { get; }

    public ReadOnlySpan<char> Resource { get; }

    /// <summary>Of an STS ARN <c>assumed-role/ROLE/SESSION</c> the two names.</summary>
    public bool TryAssumedRole(out ReadOnlySpan<char> role, out ReadOnlySpan<char> session)
    {
        const string prefix = "assumed-role/";
        role = session = default;
        if (!Resource.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var names = Resource[prefix.Length..];
        var slash = names.LastIndexOf('/');
        if (slash <= 0)
        {
            return false;
        }

        role = names[..slash];
        session = names[(slash + 1)..];
        return true;
    }

    public static string LastPart(string path) => path[(path.LastIndexOf('/') + 1)..];
}
