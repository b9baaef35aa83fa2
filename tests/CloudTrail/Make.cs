using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>Records and the wrappers around them.</summary>
internal static class Make
{
    public const string Identity =
        """{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/alice","accountId":"111122223333","userName":"alice"}""";

    public static string Record(string id = "e1", string? time = "2026-03-02T10:00:00Z", string? name = "ListBuckets", string more = "") =>
        "{" + (time is null ? "" : $"\"eventTime\":{Quote(time)},") + (name is null ? "" : $"\"eventName\":{Quote(name)},")
        + $"\"eventSource\":\"s3.amazonaws.com\",\"eventType\":\"AwsApiCall\",\"eventID\":{Quote(id)},\"userIdentity\":{Identity}{more}}}";

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    public static string Wrap(string key, string json) => $"{{\"{key}\":{json}}}";

    public static string Records(params IEnumerable<string> records) => $"{{\"Records\":[{string.Join(',', records)}]}}";

    public static string AwsLogs(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return $"{{\"awslogs\":{{\"data\":\"{Convert.ToBase64String(packed.ToArray())}\"}}}}";
    }
}
