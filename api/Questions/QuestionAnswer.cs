using System.Text.Json.Serialization;

namespace TrailWatch.Questions;

/// <summary>The answer to one question, in the place of the question: a verdict, or the faults of the question.</summary>
public sealed record QuestionAnswer
{
    /// <summary>The question's; null where it has none.</summary>
    public string? Id { get; init; }

    /// <summary>The question's; null where it has none.</summary>
    public string? Kind { get; init; }

    /// <summary>In a word; absent where the question is bad.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Verdict { get; init; }

    /// <summary>
    /// The numbers behind the verdict, each kind its own. identity: verdict, at, entry, owner, reason, ticket, until, since, enabled, identities,
    /// serviceAccounts. dormancy: at, subject, actor, accessKeyId, firstSeen, lastSeen, idleDays, dormantDays, lastEventName, lastSource. apiCall: at, role,
    /// eventSource, eventName, firstSeen, lastSeen, roleFirstSeen, roleLastSeen, learningUntil, learningDays, forgetDays. spike: hour, count, mean,
    /// standardDeviation, points, minimumPoints, threshold, zScore, profile, hourIsFolded. mfa: at, firstWithout, lastWithout, lastInSession,
    /// lastAtConsole, lastWithLongTermKey, lastWith, lastBeyondAws. All these have wouldFire and silentBecause. actor: as GET /v1/actors answers.
    /// Absent where the question is bad.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Proof { get; init; }

    /// <summary>Why, and why not, in a sentence or two; absent where the question is bad.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Explain { get; init; }

    /// <summary>What is wrong with the question, all of it; absent where it was answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>The same by JSON path, for example questions[3].actor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
