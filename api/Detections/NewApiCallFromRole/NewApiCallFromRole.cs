using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections.NewApiCallFromRole;

/// <summary>
/// A role successfully makes a call that it has never made. Whose call is the role's, whatever the session: <c>hardened</c>
/// remembers service and name under the role's ARN, <c>escu-2018</c> the name under the user name, as the lookup did.
/// </summary>
public sealed class NewApiCallFromRole(IOptions<NewApiCallFromRoleOptions> options, IOptions<DetectionsOptions> all) : IDetection
{
    public const string Id = "new-api-call-from-role";

    private const int CallsCap = 100;
    private readonly NewApiCallFromRoleOptions _options = options.Value;

    public DetectionInfo Info { get; } = new(
        Id, "New API call from a role", "Detect new API calls from user roles", ["T1078.004"], "Anomaly",
        25, Severity.Low, TimeSpan.FromHours(24), "A role makes a successful API call that it has never made before, or not for 90 days.");

    public bool Enabled => _options.Enabled;

    public string Profile { get; } = all.Value.Of(options.Value);

    private bool IsHardened => Profile == Profiles.Hardened;

    private long? ForgetMs => IsHardened ? _options.ForgetMs : null;

    public void Prepare(MemoryDraft memory) => (memory.ForgetMs, memory.CallsByName) = (ForgetMs, !IsHardened);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        var e = sighting.Event;
        var role = IsHardened ? sighting.Actor.RoleArn : sighting.Actor.UserName;
        if (!e.IsApiCall || !e.Succeeded || e.UserIdentity?.Type != "AssumedRole" || string.IsNullOrEmpty(role))
        {
            return;
        }

        question.LearnCall(role, sighting, IsHardened && sighting.Actor.UserName.Length > 0 ? sighting.Actor.UserName : null);
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        answer.Calls is { NewIn.Count: > 0 } calls ? NewCalls(answer, calls) : [];

    private IEnumerable<Suspicion> NewCalls(SubjectAnswer answer, CallsAnswer calls)
    {
        var learning = IsHardened ? _options.LearningMs : 0;
        var learntAt = Math.Min(calls.FirstSeen, calls.ImportedFirstSeen ?? long.MaxValue) + learning;
        foreach (var hour in calls.NewIn)
        {
            // Silent all through an hour that ends within the learning days.
            if (hour.Forgotten || (hour.Hour + 1) * Clock.HourMs > learntAt)
            {
                var trace = new CallsTrace(hour.Hour, learning, ForgetMs);
                yield return Suspicion.OfHour(answer.Subject, hour.Hour, trace, window => Prove(answer.Subject, window)) with { Late = hour.Late };
            }
        }
    }

    private Proof? Prove(string role, WindowRecord window)
    {
        if (window.NewCalls.Count == 0)
        {
            return null;
        }

        var names = window.NewCalls.Select(c => c.EventName).Distinct().Take(3);
        var more = window.NewCalls.Count > 3 ? ", ..." : "";
        return new(
            $"{role} made {window.NewCalls.Count} {(window.NewCalls.Count == 1 ? "call" : "calls")} that it had not made before ({string.Join(", ", names)}{more}); it was known for {window.KnownCalls} others since {Clock.Rfc3339(window.RoleFirstSeen)}.",
            new JsonObject
            {
                ["newCalls"] = new JsonArray([.. window.NewCalls.Take(CallsCap).Select(Show)]),
                ["newCallsTotal"] = window.NewCalls.Count,
                ["roleFirstSeen"] = Clock.Rfc3339(window.RoleFirstSeen),
                ["knownCalls"] = window.KnownCalls,
            },
            Info.Severity);
    }

    private static JsonNode Show(NewCall call) => new JsonObject
    {
        ["eventSource"] = call.EventSource,
        ["eventName"] = call.EventName,
        ["firstTime"] = Clock.Rfc3339(call.Time),
    };
}
