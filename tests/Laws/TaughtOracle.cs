using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Tests.Laws;

/// <summary>
/// What the two spike detections find in profile hardened under <see cref="LawTests"/>'s settings, and what their baselines become,
/// while analysts say of some hours what they are; for streams in order of time. Told step by step what happens, it keeps
/// every hour and looks at all of it again.
/// </summary>
internal sealed class TaughtOracle
{
    private const long LatenessMs = 120 * Clock.MinuteMs;

    private static readonly (string Detection, int Points, double Excess, Func<CloudTrailEvent, bool> Counts)[] Kinds =
    [
        ("api-activity-spike", 2, 3, e => e.IsApiCall),
        ("security-group-activity-spike", 1, 1, e => e.EventName is "AuthorizeSecurityGroupIngress" or "DescribeSecurityGroups"),
    ];

    private readonly Dictionary<(string Detection, string Actor), Hours> _all = [];
    private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);

    /// <summary>The spikes so far, each with its count when it was last one.</summary>
    public Dictionary<(string Detection, string Actor, long Hour), long> Found { get; } = [];

    /// <summary>The baselines as they are folded: points, mean and deviation.</summary>
    public IEnumerable<(string Detection, string Actor, double Points, double Mean, double Deviation)> Baselines =>
        _all.Select(a => (a.Key.Detection, a.Key.Actor, a.Value.Folded.N, a.Value.Folded.Mean, a.Value.Folded.Deviation));

    public void See(CloudTrailEvent[] batch)
    {
        foreach (var events in batch.GroupBy(e => ActorResolver.Resolve(e, ActorGranularity.Role, out _)!.Key))
        {
            var newest = _newest[events.Key] = Math.Max(_newest.GetValueOrDefault(events.Key), events.Max(e => e.Time));
            foreach (var (detection, points, excess, counts) in Kinds)
            {
                var hours = Of(detection, events.Key);
                var touched = events.Where(counts).GroupBy(e => Clock.HourOf(e.Time)).ToDictionary(h => h.Key, h => h.Count());
                foreach (var (hour, count) in touched)
                {
                    hours.Open[hour] = hours.Open.GetValueOrDefault(hour) + count;
                }

                var baseline = hours.Folded;
                foreach (var (hour, count) in hours.Open.ToList())
                {
                    var threshold = baseline.Mean + Math.Max(3 * baseline.Deviation, excess);
                    var spike = baseline.N >= points && count > threshold;
                    if (spike && touched.ContainsKey(hour))
                    {
                        Found[(detection, events.Key, hour)] = count;
                    }

                    var lesson = hours.Lessons.GetValueOrDefault(hour);
                    baseline = lesson == Disposition.Malicious ? baseline : baseline.With(spike ? threshold : count);
                    baseline = lesson == Disposition.Benign ? baseline.With(count) : baseline;
                    if (newest - ((hour + 1) * Clock.HourMs) >= LatenessMs)
                    {
                        hours.Folded = baseline;
                        hours.Open.Remove(hour);
                    }
                }
            }
        }
    }

    /// <summary>Somebody says something of a spike; answers what comes of it.</summary>
    public Taught Say(Finding finding, string disposition)
    {
        var hours = Of(finding.Detection, finding.Actor.Key);
        var hour = Clock.HourOf(new DateTimeOffset(finding.Window.Start).ToUnixTimeMilliseconds());
        if (hours.Open.ContainsKey(hour))
        {
            hours.Lessons[hour] = disposition;
            return disposition switch
            {
                Disposition.Benign => Taught.CountsAtClose,
                Disposition.Malicious => Taught.LeftOutAtClose,
                _ => Taught.FoldsAsUsual,
            };
        }

        var lesson = hours.Lessons.GetValueOrDefault(hour);
        if (lesson == Disposition.Benign)
        {
            return Taught.AlreadyCounted;
        }

        if (disposition == Disposition.Benign)
        {
            hours.Lessons[hour] = disposition;
            hours.Folded = hours.Folded.With(Found[(finding.Detection, finding.Actor.Key, hour)]);
            return Taught.Counted;
        }

        return lesson == Disposition.Malicious ? Taught.AlreadyLeftOut : Taught.TooLate;
    }

    private Hours Of(string detection, string actor)
    {
        if (!_all.TryGetValue((detection, actor), out var hours))
        {
            _all[(detection, actor)] = hours = new();
        }

        return hours;
    }

    private sealed class Hours
    {
        /// <summary>Counts of hours that have not closed.</summary>
        public SortedDictionary<long, int> Open { get; } = [];

        /// <summary>The last word on an hour while it was open, or the one that was folded after.</summary>
        public Dictionary<long, string> Lessons { get; } = [];

        public Baseline Folded { get; set; }
    }

    private readonly record struct Baseline(double N, double Mean, double Deviation)
    {
        public Baseline With(double x)
        {
            var w = Math.Min(N + 1, 720);
            var mean = Mean + ((x - Mean) / w);
            return new(N + 1, mean, Math.Sqrt(((Deviation * Deviation * (w - 1)) + ((x - mean) * (x - Mean))) / w));
        }
    }
}
