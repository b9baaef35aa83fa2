using System.Globalization;
using System.Text;

namespace TrailWatch.Bench;

/// <summary>
/// CloudTrail as Firehose brings it, records run together: many users who read and write in a session with MFA, and now and then
/// one without it, one that scans, and one that launches far more than usual. All within the time in which an event still counts.
/// </summary>
internal static class CloudTrailText
{
    public const int SpanMinutes = 100;
    private const int Users = 300;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Bodies of at most so many bytes, in order of time.</summary>
    public static IEnumerable<byte[]> Batches(int records, int maxBytes)
    {
        var batch = new StringBuilder();
        for (var i = 0; i < records; i++)
        {
            var record = Record(i, Start.AddSeconds(SpanMinutes * 60.0 * i / records));
            if (batch.Length + record.Length > maxBytes && batch.Length > 0)
            {
                yield return Encoding.UTF8.GetBytes(batch.ToString());
                batch.Clear();
            }

            batch.Append(record);
        }

        yield return Encoding.UTF8.GetBytes(batch.ToString());
    }

    private static string Record(int i, DateTimeOffset at)
    {
        var user = (int)((uint)i * 2_654_435_761 % Users);
        var name = user % 50 == 7 ? $"Describe{i / Users % 80}" : user % 50 == 13 ? "RunInstances" : $"Get{i % 9}";
        var mfa = user % 40 == 3 ? "false" : "true";
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"eventVersion":"1.09","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE{{{user:d5}}}","arn":"arn:aws:iam::111122223333:user/user{{{user}}}","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE{{{user:d5}}}","userName":"user{{{user}}}","sessionContext":{"attributes":{"creationDate":"2026-03-02T09:00:00Z","mfaAuthenticated":"{{{mfa}}}"} } },"eventTime":"{{{at:yyyy-MM-ddTHH:mm:ssZ}}}","eventSource":"ec2.amazonaws.com","eventName":"{{{name}}}","awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.{{{user % 250}}}","userAgent":"aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1 lang/python#3.11.8","requestParameters":{"instancesSet":{"items":[{"instanceId":"i-0{{{i:x15}}}"}]},"filterSet":{},"maxResults":1000},"responseElements":null,"requestID":"{{{Id(i, 1)}}}","eventID":"{{{Id(i, 2)}}}","readOnly":{{{(name == "RunInstances" ? "false" : "true")}}},"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"ec2.eu-west-1.amazonaws.com"}}
            """);
    }

    private static Guid Id(int i, short kind) => new(i, kind, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0);
}
