using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrailWatch.Http;

/// <summary>The body of <c>POST /v1/queries</c>; each question is looked at by itself, so that a bad one spoils no other.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record QuestionsRequest
{
    public JsonElement Questions { get; init; }
}

/// <summary>How the description shows that body.</summary>
internal sealed record QuestionsBody
{
    public required IReadOnlyList<QuestionBody> Questions { get; init; }
}

/// <summary>One question. Each kind asks with its own fields and takes no others; null is as good as absent.</summary>
internal sealed record QuestionBody
{
    /// <summary>Comes back with the answer.</summary>
    public string? Id { get; init; }

    /// <summary>identity, dormancy, apiCall, spike, mfa or actor.</summary>
    public required string Kind { get; init; }

    /// <summary>An actor's key as findings give it, or the ARN of a user, a role or a role's session. For identity, dormancy, spike, mfa and actor.</summary>
    public string? Actor { get; init; }

    /// <summary>A user's or a role's name. For identity, beside or in place of actor.</summary>
    public string? UserName { get; init; }

    /// <summary>A long-term key (AKIA...). For dormancy, beside or in place of actor.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>A role's ARN or that of one of its sessions; in escu-2018 its name will do. For apiCall.</summary>
    public string? Role { get; init; }

    /// <summary>For example iam.amazonaws.com. For apiCall.</summary>
    public string? EventSource { get; init; }

    /// <summary>For example CreateUser. For apiCall.</summary>
    public string? EventName { get; init; }

    /// <summary>api-activity-spike or security-group-activity-spike. For spike.</summary>
    public string? Detection { get; init; }

    /// <summary>Calls in the hour. For spike.</summary>
    public long? Count { get; init; }

    /// <summary>Any time in the clock hour that is meant; absent for that of the actor's newest event. For spike.</summary>
    public DateTime? Hour { get; init; }

    /// <summary>As of when; absent for the actor's newest event. For identity, dormancy, apiCall and mfa.</summary>
    public DateTime? At { get; init; }
}
