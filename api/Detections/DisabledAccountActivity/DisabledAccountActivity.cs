using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections.DisabledAccountActivity;

/// <summary>An account acts although the directory says that it is disabled, has ended, or is no longer approved.</summary>
public sealed class DisabledAccountActivity(IOptions<DisabledAccountActivityOptions> options, IOptions<DetectionsOptions> all) : IDetection
{
    public const string Id = "disabled-account-activity";

    private static readonly uint Labels = WindowLabel.DisabledWorked.Mask | WindowLabel.DisabledFailed.Mask;

    public DetectionInfo Info { get; } = new(
        Id, "Activity of a disabled account", "AWS User Monitoring: the story's narrative",
        ["T1078.004"], "TTP", 80, Severity.Critical, TimeSpan.Zero,
        "A call, successful or not, by an account that the directory calls disabled, ended or no longer approved.");

    public bool Enabled => options.Value.Enabled;

    public string Profile { get; } = all.Value.Of(options.Value);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        if (sighting.Standing.Inactive is not null)
        {
            sighting.Count(sighting.Event.Succeeded ? WindowLabel.DisabledWorked : WindowLabel.DisabledFailed);
        }
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) => answer.Touches(Labels) ? Windows(answer) : [];

    private IEnumerable<Suspicion> Windows(SubjectAnswer answer) =>
        HourWindows.Touched(answer, Labels, window => Prove(answer, window));

    private Proof Prove(SubjectAnswer answer, WindowRecord window)
    {
        var inactive = answer.Question.Sightings.Last(s => s.Standing.Inactive is not null && s.Event.Time <= window.LastTime).Standing.Inactive!;
        var failedOnly = window.CountOf(WindowLabel.DisabledWorked) == 0;
        return new(
            $"{inactive.Identity} is {Say(inactive)}, yet made {Counted.Of(window.Count, "call", "calls")} within the hour{(failedOnly ? $", {(window.Count == 1 ? "which" : "all of which")} failed" : "")}.",
            new JsonObject
            {
                ["identity"] = inactive.Identity,
                ["reason"] = inactive.ReasonText,
                ["since"] = inactive.Since is { } since ? Clock.Rfc3339(since) : null,
                ["failedOnly"] = failedOnly,
            },
            failedOnly ? Info.Severity - 1 : Info.Severity);
    }

    private static string Say(Inactivity inactive)
    {
        var since = inactive.Since is { } at ? $" since {Clock.Rfc3339(at)}" : "";
        return inactive.Reason switch
        {
            InactiveReason.Ended => "ended" + since,
            InactiveReason.ApprovalExpired => "no longer approved" + since,
            _ => "disabled",
        };
    }
}
