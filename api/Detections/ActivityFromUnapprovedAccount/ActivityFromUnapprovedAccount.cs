using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections.ActivityFromUnapprovedAccount;

/// <summary>A call succeeds for an account that no identity and no service account of the directory names.</summary>
public sealed class ActivityFromUnapprovedAccount(
    IOptions<ActivityFromUnapprovedAccountOptions> options, IOptions<DetectionsOptions> all) : IDetection
{
    public const string Id = "activity-from-unapproved-account";

    public DetectionInfo Info { get; } = new(
        Id, "Activity from an unapproved account", "Detect AWS API Activities From Unapproved Accounts",
        ["T1078.004"], "Hunting", 30, Severity.Medium, TimeSpan.FromHours(4),
        "A successful call by an account that is neither in the identity table nor an approved service account.");

    public bool Enabled => options.Value.Enabled;

    public string Profile { get; } = all.Value.Of(options.Value);

    public string? CannotJudge(DirectorySize directory) => Profile == Profiles.Hardened && directory.IsEmpty
        ? "The directory is empty, so everybody would be a stranger: PUT /v1/identities or /v1/service-accounts first."
        : null;

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        // Splunk's "stats by user" drops events without a user name; so an event that names nobody is nobody unapproved.
        if (sighting.Event.Succeeded && !sighting.Standing.Approved && sighting.Actor.UserName.Length > 0)
        {
            sighting.Count(WindowLabel.Unapproved);
        }
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) => answer.Touches(WindowLabel.Unapproved.Mask) ? Windows(answer, directory) : [];

    private IEnumerable<Suspicion> Windows(SubjectAnswer answer, DirectorySize directory) =>
        HourWindows.Touched(answer, WindowLabel.Unapproved.Mask, window => Prove(answer, window, directory));

    private Proof Prove(SubjectAnswer answer, WindowRecord window, DirectorySize directory)
    {
        var user = window.Latest(answer.Subject).UserName;
        return new(
            $"{user} made {Counted.Of(window.Count, "successful call", "successful calls")} within the hour and matches none of {Counted.Of(directory.Identities, "identity", "identities")} and {Counted.Of(directory.ServiceAccounts, "service account", "service accounts")}.",
            new JsonObject
            {
                ["userName"] = user,
                ["directoryIdentities"] = directory.Identities,
                ["directoryServiceAccounts"] = directory.ServiceAccounts,
            },
            Info.Severity);
    }
}
