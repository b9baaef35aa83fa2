using TrailWatch.CloudTrail;

namespace TrailWatch.Tests.Evaluation;

/// <summary>Events with valid defaults: alice of account 111122223333 calls ec2, in a session with MFA.</summary>
internal static class Some
{
    public const string Account = "111122223333";
    public const string Alice = "arn:aws:iam::111122223333:user/alice";
    public const string Deployer = "arn:aws:iam::111122223333:role/deployer";
    private static int s_next;

    /// <summary>2026-03-02T10:00:00Z, a Monday.</summary>
    public static DateTimeOffset Morning { get; } = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static CloudTrailEvent Event(DateTimeOffset at, string name = "DescribeInstances", string? id = null, string user = "alice") => new()
    {
        EventId = id ?? NextId(),
        Time = at.ToUnixTimeMilliseconds(),
        EventName = name,
        EventSource = "ec2.amazonaws.com",
        EventType = "AwsApiCall",
        SourceIPAddress = "198.51.100.7",
        UserAgent = "aws-cli/2.15",
        AwsRegion = "eu-west-1",
        RecipientAccountId = Account,
        UserIdentity = new()
        {
            Type = "IAMUser",
            PrincipalId = "AIDAEXAMPLE",
            Arn = $"arn:aws:iam::{Account}:user/{user}",
            AccountId = Account,
            AccessKeyId = "ASIAEXAMPLE",
            UserName = user,
            HasSessionContext = true,
            MfaAuthenticated = true,
        },
    };

    public static CloudTrailEvent RoleEvent(DateTimeOffset at, string name, string role = "deployer", string session = "run-1") =>
        Event(at, name) with
        {
            UserIdentity = new()
            {
                Type = "AssumedRole",
                PrincipalId = $"AROAEXAMPLE:{session}",
                Arn = $"arn:aws:sts::{Account}:assumed-role/{role}/{session}",
                AccountId = Account,
                AccessKeyId = "ASIAEXAMPLE",
                HasSessionContext = true,
                IssuerArn = $"arn:aws:iam::{Account}:role/{role}",
                IssuerUserName = role,
            },
        };

    public static IEnumerable<CloudTrailEvent> Events(DateTimeOffset from, int count, string user = "alice", string name = "RunInstances") =>
        Enumerable.Range(0, count).Select(i => Event(from.AddSeconds(i), name, user: user));

    public static string NextId() => new Guid(Interlocked.Increment(ref s_next), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString();
}
