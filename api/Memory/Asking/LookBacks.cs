using System.Buffers;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Asking;

/// <summary>
/// Which look-backs over ten-minute buckets a batch makes too long: a bucket is the end of one and, for an event out of order, may lie
/// within the five that follow.
/// </summary>
internal static class LookBacks
{
    private const int BitsOfWord = 64;
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

        var distinct = Distinct(state, first, end);
        return distinct > settings.ScanLimit ? new(begins, end, distinct, first) : null;
    }

    /// <summary>Names are few numbers, so a bit for each tells them apart.</summary>
    private static int Distinct(SubjectState state, long first, long end)
    {
        var length = (state.Tables.Texts.Count / BitsOfWord) + 1;
        var rented = ArrayPool<ulong>.Shared.Rent(length);
        var seen = rented.AsSpan(0, length);
        seen.Clear();
        var distinct = 0;
        for (var bucket = first; bucket <= end; bucket++)
        {
            if (Names(state, bucket) is { } names)
            {
                foreach (var name in names)
                {
                    ref var word = ref seen[name / BitsOfWord];
                    var bit = 1UL << (name % BitsOfWord);
                    distinct += (word & bit) == 0 ? 1 : 0;
                    word |= bit;
                }
            }
        }

        ArrayPool<ulong>.Shared.Return(rented);
        return distinct;
    }

    private static HashSet<int>? Names(SubjectState state, long bucket) =>
        state.Tally.Find(Clock.HourOfBucket(bucket))?.ReadNames((int)(bucket % Clock.BucketsPerHour));
}
