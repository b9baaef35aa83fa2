using TrailWatch.Detections.NewApiCallFromRole;

namespace TrailWatch.Questions;

/// <summary>A call question's verdict in words.</summary>
internal static class ApiCallWords
{
    public static string Explain(ApiCallProof proof, CallFact fact, Silence? silence)
    {
        var call = $"{proof.EventName} of {proof.EventSource}";
        var said = fact.Verdict switch
        {
            CallFact.Known => $"{proof.Role} has made {call} since {Time(fact.First)}, last at {Time(fact.Last)}",
            CallFact.NeverSeen => $"No call of {proof.Role} is remembered before {Wording.Time(new DateTimeOffset(proof.At).ToUnixTimeMilliseconds())}",
            _ when fact.BeganThen => $"{proof.Role} made {call} at that very time, and it was new then",
            _ when fact.Last is { } last && proof.ForgetDays is { } days => $"{proof.Role} has not made {call} since {Wording.Time(last)}, more than {Wording.Days(days)} before",
            _ => $"{proof.Role} has never made {call}; it is known since {Time(fact.RoleFirst)}",
        };
        return said + Told(proof, fact, silence);
    }

    private static string Told(ApiCallProof proof, CallFact fact, Silence? silence)
    {
        if (fact.Verdict == CallFact.Known)
        {
            return ".";
        }

        return silence is not null ? $"; but {NewApiCallFromRole.Id} {silence.Because}."
            : fact.IsTold ? $"; {NewApiCallFromRole.Id} tells of it."
            : fact.Verdict == CallFact.NeverSeen ? $"; a role only learns for its first {Wording.Days(proof.LearningDays ?? 0)}, so nothing is told."
            : $"; the role is only learning until {Time(fact.LearningUntil)}, so nothing is told.";
    }

    private static string Time(long? unixMs) => Wording.Time(unixMs!.Value);
}
