using TrailWatch.CloudTrail;
using TrailWatch.Tests.Evaluation;

namespace TrailWatch.Tests.Detections;

/// <summary>What an event of <see cref="Some"/> can be turned into.</summary>
internal static class Acting
{
    public const string AccessKey = "AKIAEXAMPLE";

    public static DateTimeOffset Morning => Some.Morning;

    public static CloudTrailEvent By(this CloudTrailEvent e, Func<UserIdentity, UserIdentity> change) =>
        e with { UserIdentity = change(e.UserIdentity!) };

    public static CloudTrailEvent Failed(this CloudTrailEvent e, string code = "AccessDenied") => e with { ErrorCode = code };

    public static CloudTrailEvent WithoutMfa(this CloudTrailEvent e) => e.By(who => who with { MfaAuthenticated = false });

    public static CloudTrailEvent WithKey(this CloudTrailEvent e, string key = AccessKey) =>
        e.By(who => who with { AccessKeyId = key, HasSessionContext = false, MfaAuthenticated = null });

    public static CloudTrailEvent Login(DateTimeOffset at, bool? mfa, string result = "Success") => Some.Event(at, "ConsoleLogin") with
    {
        EventType = "AwsConsoleSignIn",
        EventSource = "signin.amazonaws.com",
        ConsoleLogin = result,
        MfaUsed = mfa,
        UserIdentity = new() { Type = "IAMUser", Arn = Some.Alice, AccountId = Some.Account, UserName = "alice" },
    };

    /// <summary>A session of a role under IAM Identity Center, whose human is the session's name.</summary>
    public static CloudTrailEvent SsoEvent(DateTimeOffset at, string human, string name = "RunInstances") =>
        Some.RoleEvent(at, name, "AWSReservedSSO_Admin_0123456789abcdef", human);
}
