using TrailWatch.CloudTrail;
using TrailWatch.Memory;

namespace TrailWatch.Tests.Laws;

/// <summary>What must be found, said a second time and naively: over the whole stream at once, without a memory.</summary>
/// <param name="Detection">Its id.</param>
/// <param name="Actor">The finding's actor key.</param>
/// <param name="Start">Start of its window, Unix ms.</param>
/// <param name="Count">Distinct matching events.</param>
/// <param name="Names">Their names, sorted.</param>
internal sealed record Expected(string Detection, string Actor, long Start, long Count, string Names);

/// <summary>The eight detections in profile hardened under <see cref="LawTests"/>'s settings, for streams in order of time.</summary>
internal static class Oracle
{
    private const int ScanThreshold = 6;
    private static readonly string[] SecurityGroupCalls = ["AuthorizeSecurityGroupIngress", "DescribeSecurityGroups"];

    public static IEnumerable<Expected> Of(CloudTrailEvent[] stream)
    {
        foreach (var actor in stream.GroupBy(e => ActorResolver.Resolve(e, ActorGranularity.Role, out _)!.Key))
        {
            CloudTrailEvent[] events = [.. actor];
            IEnumerable<Expected> found =
            [
                .. ByHour("api-activity-without-mfa", actor.Key, events.Where(e => e.UserIdentity!.UserName == "bob")),
                .. ByHour("disabled-account-activity", actor.Key, events.Where(e => e.UserIdentity!.UserName == "bob")),
                .. ByHour("activity-from-unapproved-account", actor.Key, events.Where(e => e.Succeeded && e.UserIdentity!.UserName != "bob")),
                .. Scans(actor.Key, events),
                .. Spikes("api-activity-spike", actor.Key, [.. events.Where(e => e.IsApiCall)], minimumPoints: 2, minimumExcess: 3),
                .. Spikes("security-group-activity-spike", actor.Key, [.. events.Where(e => SecurityGroupCalls.Contains(e.EventName))], 1, 1),
                .. NewCalls(actor.Key, [.. events.Where(e => e.UserIdentity!.Type == "AssumedRole" && e.IsApiCall && e.Succeeded)]),
                .. Awakenings(actor.Key, events),
            ];
            foreach (var expected in found)
            {
                yield return expected;
            }
        }
    }

    private static IEnumerable<Expected> ByHour(string detection, string actor, IEnumerable<CloudTrailEvent> events) =>
        events.GroupBy(e => Clock.HourOf(e.Time)).Select(hour => Found(detection, actor, hour.Key * Clock.HourMs, [.. hour]));

    private static IEnumerable<Expected> Scans(string actor, CloudTrailEvent[] events)
    {
        CloudTrailEvent[] reads = [.. events.Where(e => e.EventName.StartsWith("Describe", StringComparison.Ordinal) || e.EventName.StartsWith("Get", StringComparison.Ordinal))];
        foreach (var hour in reads.GroupBy(e => Clock.HourOf(e.Time)))
        {
            var largest = hour.Select(e => Clock.BucketOf(e.Time)).Distinct()
                .Select(end => (End: end, LookBack: reads.Where(e => Clock.BucketOf(e.Time) <= end && Clock.BucketOf(e.Time) > end - 6).ToArray()))
                .OrderByDescending(b => b.LookBack.Select(e => e.EventName).Distinct().Count())
                .ThenBy(b => b.LookBack[0].Time).ThenByDescending(b => b.LookBack.Length).First().LookBack;
            if (largest.Select(e => e.EventName).Distinct().Count() > ScanThreshold)
            {
                yield return Found("excessive-security-scanning", actor, hour.Key * Clock.HourMs, largest);
            }
        }
    }

    private static IEnumerable<Expected> Spikes(string detection, string actor, CloudTrailEvent[] events, int minimumPoints, double minimumExcess)
    {
        double n = 0, mean = 0, deviation = 0;
        foreach (var hour in events.GroupBy(e => Clock.HourOf(e.Time)).OrderBy(h => h.Key))
        {
            double x = hour.Count(), threshold = mean + Math.Max(3 * deviation, minimumExcess);
            if (n >= minimumPoints && x > threshold)
            {
                yield return Found(detection, actor, hour.Key * Clock.HourMs, [.. hour]);
                x = threshold;
            }

            n++;
            var before = mean;
            mean += (x - before) / Math.Min(n, 720);
            deviation = Math.Sqrt(((deviation * deviation * (Math.Min(n, 720) - 1)) + ((x - mean) * (x - before))) / Math.Min(n, 720));
        }
    }

    private static IEnumerable<Expected> NewCalls(string role, CloudTrailEvent[] calls) => calls
        .Where((e, i) => e.Time - calls[0].Time >= Clock.DayMs
            && calls.Take(i).Where(p => p.EventName == e.EventName).All(p => e.Time - p.Time > 90 * Clock.DayMs))
        .GroupBy(e => Clock.HourOf(e.Time))
        .Select(hour => Found("new-api-call-from-role", role, hour.Key * Clock.HourMs, [.. hour]));

    private static IEnumerable<Expected> Awakenings(string actor, CloudTrailEvent[] events) => events
        .Zip(events.Skip(1))
        .Where(pair => pair.Second.Time - pair.First.Time > 90 * Clock.DayMs)
        .Select(pair => Found("dormant-account-reactivated", actor, pair.First.Time, [pair.Second]));

    private static Expected Found(string detection, string actor, long start, CloudTrailEvent[] events) =>
        new(detection, actor, start, events.Length, string.Join(',', events.Select(e => e.EventName).Distinct().Order(StringComparer.Ordinal)));
}
