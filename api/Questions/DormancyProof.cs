using TrailWatch.Coverage;
using TrailWatch.Memory;
using TrailWatch.Memory.Runs;

namespace TrailWatch.Questions;

/// <summary>The numbers of a dormancy question.</summary>
/// <param name="At">As of when.</param>
/// <param name="Subject">actor or access-key.</param>
/// <param name="Actor">The actor's key; null where an access key is nobody's that is known.</param>
/// <param name="AccessKeyId">Null where the actor itself is meant.</param>
/// <param name="FirstSeen">The actor's first event; null where it was never seen.</param>
/// <param name="LastSeen">The newest activity at or before that time; null where there was none.</param>
/// <param name="IdleDays">Whole days from there to that time.</param>
/// <param name="DormantDays">The silence that is not yet dormancy.</param>
/// <param name="LastEventName">What it called then; null where that is no longer known.</param>
/// <param name="LastSource">From where.</param>
/// <param name="WouldFire">Whether POST /v1/events would make a finding of an event at that time.</param>
/// <param name="SilentBecause">off, excluded or actor-awakens; null where it would fire, or is not dormant.</param>
public sealed record DormancyProof(
    DateTime At, string Subject, string? Actor, string? AccessKeyId, DateTime? FirstSeen, DateTime? LastSeen, long? IdleDays, int DormantDays,
    string? LastEventName, string? LastSource, bool WouldFire, string? SilentBecause)
{
    internal static DormancyProof Of(
        long at, string? actor, string accessKey, RunMoment moment, long? first, ActivityRun? last, int dormantDays, Silence? silence, bool isDormant)
    {
        var (name, source) = last is { AtEnd: var end } ? (end.EventName, end.Source) : (null, null);
        return new(
            Moment.Of(at), accessKey.Length > 0 ? "access-key" : "actor", actor, accessKey.Length > 0 ? accessKey : null,
            Moment.Of(first), Moment.Of(moment.LastSeen), (at - moment.LastSeen) / Clock.DayMs, dormantDays, name, source,
            isDormant && silence is null, silence?.Code);
    }
}
