using TrailWatch.Detections;
using TrailWatch.Tuning;

namespace TrailWatch.Coverage;

/// <summary>Which detections do not see everything, and why.</summary>
internal static class DetectionGaps
{
    public static BlindSpotSection<DetectionGap> Find(DetectionSet set, DirectorySize directory, DateTimeOffset at)
    {
        var gaps = set.All.SelectMany(d => Of(d, directory, at)).ToList();
        return new(
            "Detections that are switched off, can judge nothing now, or are kept from some events. GET /v1/detections/{id} says who set it so, and PATCH changes it.",
            gaps.Count,
            gaps);
    }

    private static IEnumerable<DetectionGap> Of(TunedDetection tuned, DirectorySize directory, DateTimeOffset at)
    {
        if (!tuned.Detection.Enabled)
        {
            yield return new(tuned.Id, "off", tuned.Tuning.Enabled == false ? "It was switched off by PATCH /v1/detections." : "It is switched off in the configuration.");
            yield break;
        }

        if (tuned.Detection.CannotJudge(directory) is { } reason)
        {
            yield return new(tuned.Id, "cannot-judge", reason);
        }

        var exclusions = tuned.Tuning.Exclusions.Count(e => e.Expires is null || e.Expires > at);
        if (exclusions > 0)
        {
            yield return new(tuned.Id, "exclusions", exclusions == 1 ? "An exclusion hides events from it." : $"{exclusions} exclusions hide events from it.");
        }
    }
}
