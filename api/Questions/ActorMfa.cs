using TrailWatch.Coverage;
using TrailWatch.Detections.ApiActivityWithoutMfa;
using TrailWatch.Findings;
using TrailWatch.Memory.Habits;

namespace TrailWatch.Questions;

/// <summary>Whether an actor was seen without MFA.</summary>
/// <param name="Verdict">seen-without, always-with or never-seen, as a question of kind mfa answers it.</param>
/// <param name="LastWith">With MFA; null where never.</param>
/// <param name="LastWithout">Without, in the ways that the detection judges; null where never.</param>
public sealed record ActorMfa(string Verdict, DateTime? LastWith, DateTime? LastWithout)
{
    internal static ActorMfa Of(MfaRecord record, ApiActivityWithoutMfa detection, long at) => new(
        MfaQuestions.Judge(record, detection, at), Moment.Of(record.With?.Last), Moment.Of(record.Without(detection.Counts)?.Last));
}

/// <summary>A finding in a few words; GET /v1/findings/{id} has the whole of it.</summary>
public sealed record ActorFinding(
    string Id, string Detection, Severity Severity, string Why, DateTime FirstTime, DateTime LastTime, long Count, string Disposition)
{
    internal static ActorFinding Of(Finding f) => new(f.Id, f.Detection, f.Severity, f.Why, f.FirstTime, f.LastTime, f.Count, f.Disposition);
}
