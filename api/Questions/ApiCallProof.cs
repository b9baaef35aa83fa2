using TrailWatch.Coverage;

namespace TrailWatch.Questions;

/// <summary>The numbers of a question about a role's call.</summary>
/// <param name="At">As of when.</param>
/// <param name="Role">The role's ARN; in escu-2018 its name.</param>
/// <param name="EventSource">As asked.</param>
/// <param name="EventName">As asked.</param>
/// <param name="FirstSeen">When the role first made the call, or the imported lookup says so; null where never.</param>
/// <param name="LastSeen">When last.</param>
/// <param name="RoleFirstSeen">The role's first call; null where none is known.</param>
/// <param name="RoleLastSeen">The role's newest call that was seen.</param>
/// <param name="LearningUntil">Until then its new calls are not told; null in escu-2018.</param>
/// <param name="LearningDays">How long a role only learns; null in escu-2018.</param>
/// <param name="ForgetDays">The silence after which a call is new again; null in escu-2018, which never forgets.</param>
/// <param name="WouldFire">Whether POST /v1/events would make a finding of the call, if it succeeds.</param>
/// <param name="SilentBecause">off, excluded or learning; null where it would fire, or the call is known.</param>
public sealed record ApiCallProof(
    DateTime At, string Role, string EventSource, string EventName, DateTime? FirstSeen, DateTime? LastSeen, DateTime? RoleFirstSeen,
    DateTime? RoleLastSeen, DateTime? LearningUntil, int? LearningDays, int? ForgetDays, bool WouldFire, string? SilentBecause)
{
    /// <summary>Until then another finding of this detection and actor is answered and stored, but not sent to Splunk; null where it is sent, or there is none.</summary>
    public DateTime? ThrottledUntil { get; init; }

    internal static ApiCallProof Of(string role, Question question, long at, CallFact fact, int? learningDays, int? forgetDays, Silence? silence) => new(
        Moment.Of(at), role, question.Text("eventSource")!, question.Text("eventName")!, Moment.Of(fact.First), Moment.Of(fact.Last),
        Moment.Of(fact.RoleFirst), Moment.Of(fact.RoleNewest), learningDays is null ? null : Moment.Of(fact.LearningUntil), learningDays, forgetDays,
        fact.IsTold && silence is null,
        fact.Verdict == CallFact.Known ? null : silence?.Code ?? (fact.IsTold ? null : CallFact.Learning));
}
