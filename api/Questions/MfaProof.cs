using TrailWatch.Coverage;
using TrailWatch.Detections.ApiActivityWithoutMfa;
using TrailWatch.Memory.Habits;

namespace TrailWatch.Questions;

/// <summary>When an actor was seen with a second factor and when without, in the ways that the detection judges as it is set now.</summary>
/// <param name="At">As of when the verdict is; the times below are of all that is remembered.</param>
/// <param name="FirstWithout">Null where never.</param>
/// <param name="LastWithout">Null where never.</param>
/// <param name="LastInSession">Without, in a session; null where never.</param>
/// <param name="LastAtConsole">Without, at a sign-in; null where never.</param>
/// <param name="LastWithLongTermKey">With a long-term access key, which has no MFA; null where never.</param>
/// <param name="LastWith">With MFA; null where never.</param>
/// <param name="LastBeyondAws">Without, where AWS cannot know and it is not judged; null where never.</param>
/// <param name="WouldFire">Whether POST /v1/events would make a finding of a call without MFA at that time.</param>
/// <param name="SilentBecause">off, excluded or service-account; null where it would fire.</param>
public sealed record MfaProof(
    DateTime At, DateTime? FirstWithout, DateTime? LastWithout, DateTime? LastInSession, DateTime? LastAtConsole, DateTime? LastWithLongTermKey,
    DateTime? LastWith, DateTime? LastBeyondAws, bool WouldFire, string? SilentBecause)
{
    /// <summary>Until then another finding of this detection and actor is answered and stored, but not sent to Splunk; null where it is sent, or there is none.</summary>
    public DateTime? ThrottledUntil { get; init; }

    internal static MfaProof Of(long at, MfaRecord record, ApiActivityWithoutMfa detection, Silence? silence)
    {
        var without = record.Without(detection.Counts);
        return new(
            Moment.Of(at), Moment.Of(without?.First), Moment.Of(without?.Last),
            Last(WithoutMfa.Session), Last(WithoutMfa.Console), Last(WithoutMfa.LongTermKey),
            Moment.Of(record.With?.Last), Moment.Of(record.Without((way, beyondAws) => beyondAws && !detection.Counts(way, beyondAws))?.Last),
            silence is null, silence?.Code);

        DateTime? Last(WithoutMfa one) => Moment.Of(record.Without((way, beyondAws) => way == one && detection.Counts(way, beyondAws))?.Last);
    }
}
