using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Baselines;

/// <summary>
/// The actor that a row of Splunk's lookup speaks of. The original searches kept a baseline for every session ARN; unless
/// sessions are actors, such a row belongs to its role. The ARN of a session does not say the role's path, so a role under
/// a path is imported only from a row that names the role itself.
/// </summary>
public static class ImportedActor
{
    private const string Session = ":assumed-role/";

    public static string KeyOf(string arn, ActorGranularity granularity)
    {
        var at = arn.IndexOf(Session, StringComparison.Ordinal);
        var parts = arn.Split(':');
        if (granularity == ActorGranularity.Session || at < 0 || parts.Length < 6)
        {
            return arn;
        }

        var names = arn[(at + Session.Length)..].Split('/', 2);
        var role = $"arn:{parts[1]}:iam::{parts[4]}:role/{names[0]}";
        return names[0].StartsWith("AWSReservedSSO_", StringComparison.Ordinal) && names.Length > 1 ? $"{role}/{names[1]}" : role;
    }

    /// <summary>One baseline for several rows of one actor: all their hours together.</summary>
    public static SpikeBaselineRow Pool(string key, IReadOnlyCollection<SpikeBaselineRow> rows)
    {
        var only = rows.First();
        if (rows.Count == 1)
        {
            return only with { Arn = key };
        }

        var points = rows.Sum(r => r.NumDataPoints);
        var mean = points == 0 ? 0 : rows.Sum(r => r.NumDataPoints * r.AvgApiCalls) / points;
        var variance = points == 0 ? 0 : rows.Sum(r => r.NumDataPoints * ((r.StdevApiCalls * r.StdevApiCalls) + ((r.AvgApiCalls - mean) * (r.AvgApiCalls - mean)))) / points;
        return new(key, rows.Max(r => r.LatestCount), points, mean, Math.Sqrt(variance));
    }
}
