using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections.ApiActivityWithoutMfa;

/// <summary>Somebody who is no approved service account acts without a second factor.</summary>
public sealed class ApiActivityWithoutMfa(IOptions<ApiActivityWithoutMfaOptions> options, IOptions<DetectionsOptions> all) : IDetection
{
    public const string Id = "api-activity-without-mfa";

    private static readonly uint Labels = WindowLabel.SessionWithoutMfa.Mask | WindowLabel.ConsoleWithoutMfa.Mask | WindowLabel.KeyWithoutMfa.Mask;
    private readonly ApiActivityWithoutMfaOptions _options = options.Value;

    public DetectionInfo Info { get; } = new(
        Id, "API activity without MFA", "Detect API activity from users without MFA", ["T1078.004"], "Hunting",
        30, Severity.Low, TimeSpan.FromHours(24), "A user acts in a session, at the console or with a long-term key without multi-factor authentication.");

    public bool Enabled => _options.Enabled;

    public string Profile { get; } = all.Value.Of(options.Value);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        if (!sighting.Standing.IsApprovedServiceAccount && KindOf(sighting) is { } kind)
        {
            sighting.Count(kind);
        }
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        answer.Touches(Labels) ? HourWindows.Touched(answer, Labels, Prove) : [];

    /// <summary>Whether it judges this way to act without a second factor.</summary>
    /// <param name="way">The way.</param>
    /// <param name="isBeyondAws">Whether AWS cannot know if there was one.</param>
    public bool Counts(WithoutMfa way, bool isBeyondAws) =>
        Profile == Profiles.Escu2018 ? way == WithoutMfa.Session : !isBeyondAws || _options.IncludeFederated;

    private WindowLabel? KindOf(Sighting sighting)
    {
        var facts = MfaFacts.Of(sighting);
        foreach (var way in facts.Without)
        {
            if (Counts(way, facts.IsBeyondAws))
            {
                return way switch
                {
                    WithoutMfa.Console => WindowLabel.ConsoleWithoutMfa,
                    WithoutMfa.Session => WindowLabel.SessionWithoutMfa,
                    _ => WindowLabel.KeyWithoutMfa,
                };
            }
        }

        return null;
    }

    private Proof Prove(WindowRecord window)
    {
        var (session, console, key) = (
            window.CountOf(WindowLabel.SessionWithoutMfa), window.CountOf(WindowLabel.ConsoleWithoutMfa), window.CountOf(WindowLabel.KeyWithoutMfa));
        var keys = window.Principals.Select(p => p.AccessKeyId).OfType<string>().Distinct().Order(StringComparer.Ordinal).Take(50);
        var kinds = new[] { (session, "in a session"), (console, "at the console"), (key, "with a long-term key") }
            .Where(k => k.Item1 > 0).Select(k => $"{k.Item1} {k.Item2}");
        return new(
            $"{Counted.Of(window.Count, "call", "calls")} without MFA within the hour: {string.Join(", ", kinds)}.",
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
