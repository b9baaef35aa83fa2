namespace TrailWatch.CloudTrail;

/// <summary>The AWS partition a record comes from, for the ARNs that have to be put together.</summary>
internal static class Partitions
{
    /// <summary>An ARN of the record knows best, then the region's name; a region that no list has is taken for a commercial one.</summary>
    public static string Of(CloudTrailEvent e, UserIdentity identity)
    {
        var own = new ArnParts(identity.Arn);
        var issuer = new ArnParts(identity.IssuerArn);
        return own.IsArn ? own.Partition.ToString()
            : issuer.IsArn ? issuer.Partition.ToString()
            : OfRegion(e.AwsRegion);
    }

    /// <summary>One and the same string for each partition.</summary>
    public static string OfRegion(string region) =>
        region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : "aws";
}
