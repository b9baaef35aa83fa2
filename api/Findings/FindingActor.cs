namespace TrailWatch.Findings;

/// <summary>Who it is about. arn, sessionName and accessKeyId are those of the latest event.</summary>
/// <param name="Key">Whom the state is kept for.</param>
/// <param name="Type"><c>userIdentity.type</c>.</param>
/// <param name="Arn"><c>userIdentity.arn</c>.</param>
/// <param name="UserName">The user's or the role's name.</param>
/// <param name="AccountId">The account of the identity.</param>
/// <param name="SessionName">The role session's name, null where it is none.</param>
/// <param name="AccessKeyId">Null where the event has none.</param>
public sealed record FindingActor(
    string Key, string Type, string Arn, string UserName, string AccountId, string? SessionName, string? AccessKeyId);

/// <summary>The stretch of event time that names a finding: a clock hour, or from the last activity to the awakening.</summary>
public sealed record FindingWindow(DateTime Start, DateTime End);
