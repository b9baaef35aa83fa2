using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections.ExcessiveSecurityScanning;

/// <summary>
/// One actor makes more distinct read calls than somebody who works does. <c>hardened</c> looks back an hour from every
/// ten-minute bucket, so no scan hides behind the edge of an hour; <c>escu-2018</c> looks at the clock hour alone.
/// </summary>
public sealed class ExcessiveSecurityScanning(
    IOptions<ExcessiveSecurityScanningOptions> options, IOptions<DetectionsOptions> all) : IDetection
{
    private static readonly uint Labels = WindowLabel.ReadAllowed.Mask | WindowLabel.ReadDenied.Mask;
    private readonly int _threshold = options.Value.Threshold;

    public DetectionInfo Info { get; } = new(
        "excessive-security-scanning", "Excessive security scanning", "AWS Excessive Security Scanning", ["T1526"], "TTP",
        50, Severity.Medium, TimeSpan.FromHours(1), "An actor calls more than 50 distinct Describe, List and Get operations within an hour.");

    public bool Enabled => options.Value.Enabled;

    public string Profile { get; } = all.Value.Of(options.Value);

    public void Prepare(MemoryDraft memory) => (memory.ScanLimit, memory.ScanByClockHour) = (_threshold, Profile == Profiles.Escu2018);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        if (IsRead(sighting.Event.EventName))
        {
            sighting.Count(IsDenied(sighting.Event.ErrorCode) ? WindowLabel.ReadDenied : WindowLabel.ReadAllowed);
        }
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        answer.Scans.Count > 0 || (answer.Late > 0 && answer.Touches(Labels)) ? Scans(answer) : [];

    private IEnumerable<Suspicion> Scans(SubjectAnswer answer)
    {
        // The largest look-back of each clock hour stands for it; of equal ones that with the earliest event, then with the
        // most events. That is also how the store tells older content, so no split of the events ends in another finding.
        var scans = answer.Scans.GroupBy(s => Clock.HourOfBucket(s.End))
            .ToDictionary(g => g.Key, g => g.OrderByDescending(s => s.Distinct).ThenBy(s => s.Begins).ThenByDescending(s => s.End).First());
        var touched = answer.Hours.Where(h => (h.Touched & Labels) != 0).Select(h => h.Hour).ToHashSet();
        foreach (var hour in scans.Keys.Union(touched).Order())
        {
            var late = answer.Of(hour)?.Late ?? false;
            if (scans.TryGetValue(hour, out var scan))
            {
                yield return Suspicion.OfHour(answer.Subject, hour, new WindowTrace(Labels, scan.From, scan.End + 1, []), Prove) with
                {
                    Late = late,
                    Touched = touched.Contains(hour),
                };
            }
            else if (late)
            {
                yield return Suspicion.OfHour(answer.Subject, hour, new EventTrace([]), _ => null) with { Late = true };
            }
        }
    }

    private static bool IsRead(string name) =>
        name.StartsWith("Describe", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("List", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Get", StringComparison.OrdinalIgnoreCase);

    /// <summary>AccessDenied, Client.UnauthorizedOperation, AccessDeniedException, UnauthorizedAccess, ...</summary>
    private static bool IsDenied(string? errorCode) => errorCode is not null
        && (errorCode.Contains("Denied", StringComparison.OrdinalIgnoreCase) || errorCode.Contains("Unauthorized", StringComparison.OrdinalIgnoreCase));

    private Proof? Prove(WindowRecord window)
    {
        var distinct = window.Names.Count;
        if (distinct <= _threshold)
        {
            return null;
        }

        var denied = window.CountOf(WindowLabel.ReadDenied);
        return new(
            $"{distinct} distinct read calls within an hour, over the threshold of {_threshold}; {denied} of {window.Count} calls were denied.",
            new JsonObject
            {
                ["distinctEventNames"] = distinct,
                ["threshold"] = _threshold,
                ["lookBackMinutes"] = 60,
                ["denied"] = denied,
            },
            Info.Severity)
        {
            Weight = distinct,
        };
    }
}
