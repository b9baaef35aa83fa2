using System.Globalization;
using System.Text.Json;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Identities;
using TrailWatch.Memory.Baselines;

namespace TrailWatch.Bench;

/// <summary>
/// Many actors, a third of them roles and half of the users with a long-term key, each with two baselines, two hours of activity
/// that are open, and one in ten with a finding.
/// </summary>
internal sealed class Population(int actors)
{
    private const string Account = "111122223333";
    private const int EventsEach = 4;
    private const int PerBatch = 5_000;
    private const int KnownShare = 10;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public async Task SeedAsync(Service service)
    {
        await service.PutDirectoryAsync(
            [.. Enumerable.Range(0, actors / KnownShare).Select(i => new Identity { Names = [NameOf(i * KnownShare)] })],
            [.. Enumerable.Range(0, 100).Select(i => new ServiceAccount { Name = $"bot{i}" })]);
        foreach (var label in new[] { "a-", "g-" })
        {
            await service.Baselines.SeedSpikesAsync(
                label, [.. Enumerable.Range(0, actors).Select(i => new SpikeBaselineRow(KeyOf(i), 10, 200 + (i % 50), 10 + (i % 7), 2))], ActorGranularity.Role);
        }

        foreach (var some in Enumerable.Range(0, actors).Chunk(PerBatch / EventsEach))
        {
            await service.EvaluateAsync(some.SelectMany(EventsOf), EvaluationMode.Learn);
        }

        foreach (var some in Enumerable.Range(0, actors).Where(i => i % 10 == 1 && !IsRole(i)).Chunk(PerBatch))
        {
            await service.EvaluateAsync(some.Select(i => WithoutMfa(EventOf(i, EventsEach))), EvaluationMode.Evaluate);
        }
    }

    /// <summary>A question of each kind in turn, about somebody at random.</summary>
    public JsonElement[] Ask(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => Ask(i, random))];

    private JsonElement Ask(int i, Random random)
    {
        var who = random.Next(actors);
        var withKey = who - (who % 6);
        var role = who - (who % 3) + 2;
        object question = (i % 6) switch
        {
            0 => new { id = $"{i}", kind = "identity", actor = KeyOf(who) },
            1 when i % 4 == 1 => new { id = $"{i}", kind = "dormancy", accessKeyId = AccessKeyOf(withKey) },
            1 => new { id = $"{i}", kind = "dormancy", actor = KeyOf(who), at = "2026-06-15T08:00:00Z" },
            2 => new { id = $"{i}", kind = "apiCall", role = KeyOf(Math.Min(role, actors - 2)), eventSource = "ec2.amazonaws.com", eventName = $"Describe{i % 9}" },
            3 => new { id = $"{i}", kind = "spike", actor = KeyOf(who), detection = "api-activity-spike", count = random.Next(100), hour = "2026-03-02T12:00:00Z" },
            4 => new { id = $"{i}", kind = "mfa", actor = KeyOf(who) },
            _ => new { id = $"{i}", kind = "actor", actor = KeyOf(who) },
        };
        return JsonSerializer.SerializeToElement(question);
    }

    private static bool IsRole(int i) => i % 3 == 2;

    private static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"{(IsRole(i) ? "role" : "user")}{i}");

    private static string KeyOf(int i) => $"arn:aws:iam::{Account}:{(IsRole(i) ? "role" : "user")}/{NameOf(i)}";

    private static string AccessKeyOf(int i) => string.Create(CultureInfo.InvariantCulture, $"AKIA{i:d16}");

    private static IEnumerable<CloudTrailEvent> EventsOf(int i) => Enumerable.Range(0, EventsEach).Select(n => EventOf(i, n));

    private static CloudTrailEvent EventOf(int i, int n) => new()
    {
        EventId = new Guid(i, (short)n, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString(),
        Time = Start.AddMinutes(20 * n).AddSeconds(i % 600).ToUnixTimeMilliseconds(),
        EventName = $"Describe{n}",
        EventSource = "ec2.amazonaws.com",
        EventType = "AwsApiCall",
        SourceIPAddress = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{i % 250}"),
        UserAgent = "aws-cli/2.15",
        AwsRegion = "eu-west-1",
        RecipientAccountId = Account,
        UserIdentity = IsRole(i) ? Role(i) : User(i),
    };

    private static UserIdentity User(int i) => new()
    {
        Type = "IAMUser",
        PrincipalId = "AIDAEXAMPLE",
        Arn = KeyOf(i),
        AccountId = Account,
        UserName = NameOf(i),
        AccessKeyId = i % 2 == 0 ? AccessKeyOf(i) : "ASIAEXAMPLE",
        HasSessionContext = i % 2 != 0,
        MfaAuthenticated = i % 2 != 0 ? true : null,
    };

    private static UserIdentity Role(int i) => new()
    {
        Type = "AssumedRole",
        PrincipalId = "AROAEXAMPLE:run",
        Arn = $"arn:aws:sts::{Account}:assumed-role/{NameOf(i)}/run",
        AccountId = Account,
        AccessKeyId = "ASIAEXAMPLE",
        HasSessionContext = true,
        IssuerArn = KeyOf(i),
        IssuerUserName = NameOf(i),
    };

    private static CloudTrailEvent WithoutMfa(CloudTrailEvent e) =>
        e with { UserIdentity = e.UserIdentity! with { HasSessionContext = true, MfaAuthenticated = false } };
}
