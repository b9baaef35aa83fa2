using TrailWatch.CloudTrail;
using TrailWatch.Tuning;

namespace TrailWatch.Questions;

/// <summary>Why a detection would say nothing, whatever the numbers are.</summary>
/// <param name="Code">off, cannot-judge, excluded, or a kind's own.</param>
/// <param name="Because">The rest of a sentence that begins with the detection's id.</param>
internal sealed record Silence(string Code, string Because)
{
    /// <param name="detection">As it is set now.</param>
    /// <param name="now">What else holds.</param>
    /// <param name="actor">Whose events.</param>
    /// <param name="at">Unix ms.</param>
    /// <param name="eventName">Null where all events are meant.</param>
    public static Silence? Of(TunedDetection detection, Circumstances now, Actor actor, long at, string? eventName = null)
    {
        if (!detection.Detection.Enabled)
        {
            return new("off", "is switched off");
        }

        if (detection.Detection.CannotJudge(now.Size) is { } reason)
        {
            return new("cannot-judge", $"cannot judge: {reason.TrimEnd('.')}");
        }

        return detection.Hiding(actor, at, eventName) is { } exclusion
            ? new("excluded", $"does not see these events, by an exclusion{Until(exclusion)} (\"{exclusion.Reason}\")")
            : null;
    }

    private static string Until(Exclusion exclusion) =>
        exclusion.Expires is { } expires ? $" until {Wording.Time(expires.ToUnixTimeMilliseconds())}" : "";
}
