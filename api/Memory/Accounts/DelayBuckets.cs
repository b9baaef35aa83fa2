namespace TrailWatch.Memory.Accounts;

/// <summary>
/// How long an event took from eventTime to arrival, in buckets whose number is fixed. CloudTrail delivers mostly within 15 minutes;
/// beyond the lateness (2 hours) an hour may have closed.
/// </summary>
public static class DelayBuckets
{
    /// <summary>Upper limits in seconds, each included; what is longer falls into one more bucket.</summary>
    public static readonly IReadOnlyList<long> Limits = [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800];

    public static int Of(long delayMs)
    {
        for (var i = 0; i < Limits.Count; i++)
        {
            if (delayMs <= Limits[i] * 1000)
            {
                return i;
            }
        }

        return Limits.Count;
    }

    /// <summary>The limit that at least this share of the events did not exceed; null where it lies beyond the last, or there is none.</summary>
    public static long? Quantile(IReadOnlyList<long> counts, double share)
    {
        var (total, sum) = (counts.Sum(), 0L);
        for (var i = 0; total > 0 && i < Limits.Count; i++)
        {
            sum += counts[i];
            if (sum >= share * total)
            {
                return Limits[i];
            }
        }

        return null;
    }
}
