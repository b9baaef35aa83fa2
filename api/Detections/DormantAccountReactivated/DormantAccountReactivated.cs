using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections.DormantAccountReactivated;

/// <summary>
/// An actor that was silent for long acts again, or a long-term access key that was. What is remembered is runs of activity
/// with no such silence inside; a run with another before it is an awakening, and its first event is what woke the account.
/// </summary>
public sealed class DormantAccountReactivated(
    IOptions<DormantAccountReactivatedOptions> options, IOptions<DetectionsOptions> all) : IDetection
{
    public const string Id = "dormant-account-reactivated";

    private const string Itself = "";
    private readonly long _gap = options.Value.DormantMs;

    public DetectionInfo Info { get; } = new(
        Id, "Dormant account reactivated", "AWS User Monitoring: the story's description", ["T1078.004"], "TTP",
        60, Severity.High, TimeSpan.Zero, "An account or a long-term access key acts after more than 90 days of silence.");

    public bool Enabled => options.Value.Enabled;

    public string Profile { get; } = all.Value.Of(options.Value);

    public void Prepare(MemoryDraft memory) => memory.GapMs = _gap;

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        sighting.IsActivity = true;
        if (sighting.Standing.LastActivity is { } lastActivity)
        {
            question.Of(sighting).StartFrom(lastActivity);
        }
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        answer.HasOlderRuns ? All(answer) : [];

    private IEnumerable<Suspicion> All(SubjectAnswer answer)
    {
        foreach (var (before, run) in Awakenings(answer, Itself))
        {
            yield return Suspect(answer, Itself, before, run);
        }

        foreach (var key in answer.ActiveKeys.Order(StringComparer.Ordinal))
        {
            foreach (var (before, run) in Awakenings(answer, key).Where(k => IsActive(answer, k.Run.Start)))
            {
                yield return Suspect(answer, key, before, run);
            }
        }
    }

    /// <summary>
    /// Whether the account itself had been awake for a day when its key woke up. An account that wakes up does so with some
    /// key, and one finding says it; the day leaves room for events of the awakening that come out of order.
    /// </summary>
    private static bool IsActive(SubjectAnswer answer, long time) =>
        answer.RunsOf(Itself).Any(r => r.End >= time && time - r.Start >= Clock.DayMs);

    private static IEnumerable<(ActivityRun Before, ActivityRun Run)> Awakenings(SubjectAnswer answer, string key)
    {
        var runs = answer.RunsOf(key);
        for (var i = 1; i < runs.Count; i++)
        {
            if (answer.Question.Sightings.Exists(s => s.IsActivity && s.Event.Time == runs[i].Start && (key == Itself || s.Actor.AccessKeyId == key)))
            {
                yield return (runs[i - 1], runs[i]);
            }
        }
    }

    private Suspicion Suspect(SubjectAnswer answer, string key, ActivityRun before, ActivityRun run)
    {
        var waking = answer.Question.Sightings.Find(s => s.Event.Time == run.Start && s.Event.Id == run.StartId);
        var hour = Clock.HourOf(run.Start);
        return new(
            answer.Subject,
            key == Itself ? Number(before.End) : $"{key}:{Number(before.End)}",
            new(DateTimeOffset.FromUnixTimeMilliseconds(before.End).UtcDateTime, DateTimeOffset.FromUnixTimeMilliseconds(run.Start).UtcDateTime),
            new EventTrace(waking is null ? [] : [waking]),
            _ => waking is null ? null : Prove(key, before, run, waking))
        {
            // Where another event of the same second woke it, only the stored finding can tell.
            Late = waking is null || (answer.Of(hour)?.Late ?? false),
        };
    }

    private Proof Prove(string key, ActivityRun before, ActivityRun run, Sighting waking)
    {
        var idleDays = (run.Start - before.End) / Clock.DayMs;
        var (_, lastName, lastSource) = before.AtEnd;
        var who = key == Itself ? waking.Actor.UserName.Length > 0 ? waking.Actor.UserName : waking.Actor.Key : $"Access key {key}";
        var evidence = new JsonObject
        {
            ["subject"] = key == Itself ? "actor" : "access-key",
            ["lastSeen"] = Clock.Rfc3339(before.End),
            ["lastEventName"] = lastName,
            ["lastSource"] = lastSource,
            ["idleDays"] = idleDays,
            ["awakeSince"] = Clock.Rfc3339(run.Start),
            ["wokenBy"] = new JsonObject
            {
                ["eventId"] = waking.Event.EventId,
                ["eventName"] = waking.Event.EventName,
                ["source"] = waking.Event.SourceIPAddress,
            },
        };
        if (key != Itself)
        {
            evidence["accessKeyId"] = key;
        }

        return new($"{who} acts again after {idleDays} days of silence: {waking.Event.EventName} from {waking.Event.SourceIPAddress}.", evidence, Info.Severity);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
