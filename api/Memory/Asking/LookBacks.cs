using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Asking;

/// <summary>
/// Which look-backs over ten-minute buckets a batch makes too long: a bucket is the end of one and, for an event out of order, may lie
/// within the five that follow.
/// </summary>
internal static class LookBacks
{
    private static readonly uint Read = WindowLabel.ReadAllowed.Mask | WindowLabel.ReadDenied.Mask;

    /// <param name="state">What is remembered with the batch.</param>
    /// <param name="sightings">The batch's, in order of time.</param>
    /// <param name="settings">The limit, and where a look-back begins.</param>
    public static IReadOnlyList<LookBack> Over(SubjectState state, List<Sighting> sightings, MemorySettings settings)
    {
        List<LookBack>? over = null;
        var (last, done) = (long.MinValue, long.MinValue);
        foreach (var sighting in sightings)
        {
            var bucket = Clock.BucketOf(sighting.Event.Time);
            if (!sighting.Is(Read) || bucket == last)
            {
                continue;
            }

            last = bucket;
            for (var end = Math.Max(bucket, done + 1); end < bucket + Clock.BucketsPerHour; end++)
            {
                done = end;
                if (settings.ScanByClockHour && Clock.HourOfBucket(end) != sighting.Hour)
                {
                    done = end - 1;
                    break;
                }

                if (Of(state, end, settings) is { } lookBack)
                {
                    (over ??= []).Add(lookBack);
                }
            }
        }

        return over ?? (IReadOnlyList<LookBack>)[];
    }

    private static LookBack? Of(SubjectState state, long end, MemorySettings settings)
    {
        var first = settings.ScanByClockHour ? Clock.HourOfBucket(end) * Clock.BucketsPerHour : end - Clock.BucketsPerHour + 1;

        // An empty last bucket's look-back is part of an earlier one; and a union is never larger than the sum of its sets.
        if (Names(state, end) is not { Count: > 0 })
        {
            return null;
        }

        var (sum, begins) = (0, -1L);
        for (var bucket = first; bucket <= end; bucket++)
        {
            if (Names(state, bucket) is { Count: > 0 and var count })
            {
                sum += count;
                begins = begins < 0 ? bucket : begins;
            }
        }

        if (sum <= settings.ScanLimit)
        {
            return null;
        }

        var names = new HashSet<int>();
        for (var bucket = first; bucket <= end; bucket++)
        {
            if (Names(state, bucket) is { } more)
            {
                names.UnionWith(more);
            }
        }

        return names.Count > settings.ScanLimit ? new(begins, end, names.Count, first) : null;
    }

    private static HashSet<int>? Names(SubjectState state, long bucket) =>
        state.Tally.Find(Clock.HourOfBucket(bucket))?.ReadNames((int)(bucket % Clock.BucketsPerHour));
}
