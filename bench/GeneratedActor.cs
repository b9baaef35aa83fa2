using System.Globalization;
using System.Text.Json;

namespace TrailWatch.Bench;

/// <summary>Somebody of the generated trail: an even number is a person (an IAM user in a session with MFA), an odd one a machine's role.</summary>
internal sealed class GeneratedActor
{
    public const string Account = "111122223333";
    private const int MostSessions = 3;

    private static readonly string[] FirstNames = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy"];
    private static readonly string[] Jobs = ["deploy", "backup", "billing-export", "image-builder", "log-shipper", "orders-api", "scaler", "scheduler"];

    private static readonly string[] Agents =
    [
        "aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1.82 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#standard",
        "Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.10.213 md/arch#aarch64 lang/python#3.12.2 md/pyimpl#CPython Botocore/1.34.84",
        "APN/1.0 HashiCorp/1.0 Terraform/1.7.5 (+https://www.terraform.io) terraform-provider-aws/5.45.0 aws-sdk-go-v2/1.26.1 os/linux lang/go#1.22.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36",
    ];

    public GeneratedActor(int number)
    {
        Number = number;
        IsRole = number % 2 != 0;
        Name = string.Create(
            CultureInfo.InvariantCulture, $"{(IsRole ? $"svc-{Jobs[number / 2 % Jobs.Length]}" : FirstNames[number / 2 % FirstNames.Length])}-{number:d4}");
        Arn = $"arn:aws:iam::{Account}:{(IsRole ? "role" : "user")}/{Name}";
        Address = string.Create(CultureInfo.InvariantCulture, $"{(IsRole ? 10 : 198)}.51.{number / 250 % 250}.{1 + number % 250}");
        UserAgent = Agents[number % Agents.Length];
    }

    public int Number { get; }

    public bool IsRole { get; }

    public string Name { get; }

    public string Arn { get; }

    public string Address { get; }

    public string UserAgent { get; }

    /// <summary>Credentials last an hour, as those of a role do; a role has up to three sessions at a time.</summary>
    public void WriteIdentity(Utf8JsonWriter json, DateTimeOffset time, Random random)
    {
        var hour = time.ToUnixTimeSeconds() / 3600;
        var session = IsRole ? random.Next(1 + Number % MostSessions) : 0;
        var sessionName = string.Create(CultureInfo.InvariantCulture, $"i-0{(uint)(Number * 2_654_435_761L + session):x8}{Number:x4}{session:x4}");
        var unique = string.Create(CultureInfo.InvariantCulture, $"EXAMPLE{Number:d6}");
        json.WriteStartObject("userIdentity");
        json.WriteString("type", IsRole ? "AssumedRole" : "IAMUser");
        json.WriteString("principalId", IsRole ? $"AROA{unique}Q7:{sessionName}" : $"AIDA{unique}Q7");
        json.WriteString("arn", IsRole ? $"arn:aws:sts::{Account}:assumed-role/{Name}/{sessionName}" : Arn);
        json.WriteString("accountId", Account);
        json.WriteString("accessKeyId", string.Create(CultureInfo.InvariantCulture, $"ASIA{Number:X5}{session:X1}{hour % 0xFFFFFFFFFF:X10}"));
        if (!IsRole)
        {
            json.WriteString("userName", Name);
        }

        json.WriteStartObject("sessionContext");
        if (IsRole)
        {
            json.WriteStartObject("sessionIssuer");
            json.WriteString("type", "Role");
            json.WriteString("principalId", $"AROA{unique}Q7");
            json.WriteString("arn", Arn);
            json.WriteString("accountId", Account);
            json.WriteString("userName", Name);
            json.WriteEndObject();
        }

        json.WriteStartObject("attributes");
        json.WriteString("creationDate", DateTimeOffset.FromUnixTimeSeconds(hour * 3600 - 600 - Number % 600).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteString("mfaAuthenticated", IsRole ? "false" : "true");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
