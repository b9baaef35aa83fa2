using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections.ApiActivityWithoutMfa;

/// <summary>Somebody who is no approved service account acts without a second factor.</summary>
public sealed class ApiActivityWithoutMfa(IOptions<ApiActivityWithoutMfaOptions> options, IOptions<DetectionsOptions> all) : IDetection
{
    private const string Code = "m";
    private const char Session = 's';
    private const char Console = 'c';
    private const char LongTermKey = 'k';
    private readonly ApiActivityWithoutMfaOptions _options = options.Value;

    public DetectionInfo Info { get; } = new(
        "api-activity-without-mfa", "API activity without MFA", "Detect API activity from users without MFA", ["T1078.004"], "Hunting",
        30, Severity.Low, TimeSpan.FromHours(24), "A user acts in a session, at the console or with a long-term key without multi-factor authentication.");

    public bool Enabled => _options.Enabled;

    public string Profile { get; } = all.Value.Of(options.Value);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        if (sighting.Standing.IsApprovedServiceAccount || KindOf(sighting) is not { } kind)
        {
            return;
        }

        var tally = question.Of(sighting).AskTally();
        tally.Count(Code, kind, sighting);
        tally.Collect(Code, sighting);
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        HourWindows.Touched(answer, Code, Prove);

    private char? KindOf(Sighting sighting)
    {
        var e = sighting.Event;
        if (e.UserIdentity is not { } identity)
        {
            return null;
        }

        if (Profile == Profiles.Escu2018)
        {
            return identity.MfaAuthenticated == false ? Session : null;
        }

        if (!_options.IncludeFederated && IsBeyondAws(sighting, identity))
        {
            return null;
        }

        if (e is { EventName: "ConsoleLogin", Succeeded: true, MfaUsed: false })
        {
            return Console;
        }

        var isLongTermKey = !identity.HasSessionContext && identity.Type is "IAMUser" or "Root"
            && identity.AccessKeyId?.StartsWith("AKIA", StringComparison.Ordinal) == true;
        return identity.MfaAuthenticated == false ? Session : isLongTermKey ? LongTermKey : null;
    }

    /// <summary>Sessions whose second factor, if any, was asked for by somebody else than AWS, or that no human began.</summary>
    private static bool IsBeyondAws(Sighting sighting, UserIdentity identity) =>
        sighting.Actor.IsSso
        || identity.Type is "SAMLUser" or "WebIdentityUser" or "IdentityCenterUser"
        || (identity.Type == "AssumedRole" && sighting.Event.EventName == "ConsoleLogin")
        || identity.IsInstanceProfile
        || identity.IsWebIdentitySession
        || identity.IssuerArn?.Contains("/aws-service-role/", StringComparison.Ordinal) == true
        || identity.InvokedBy is not null;

    private Proof Prove(WindowRecord window)
    {
        var (session, console, key) = (window.CountOf(Session), window.CountOf(Console), window.CountOf(LongTermKey));
        var keys = window.Principals("").Select(p => p.AccessKeyId).OfType<string>().Distinct().Order(StringComparer.Ordinal).Take(50);
        var kinds = new[] { (session, "in a session"), (console, "at the console"), (key, "with a long-term key") }
            .Where(k => k.Item1 > 0).Select(k => $"{k.Item1} {k.Item2}");
        return new(
            $"{window.Count} calls without MFA within the hour: {string.Join(", ", kinds)}.",
            new JsonObject
            {
                ["session"] = session,
                ["console"] = console,
                ["longTermKey"] = key,
                ["accessKeyIds"] = new JsonArray([.. keys.Select(k => JsonValue.Create(k))]),
            },
            Info.Severity);
    }
}
