using System.Text;
using CsCheck;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>The quick way to read a record gives what the thorough way gives, of good bodies and of broken ones.</summary>
public sealed class PlainRecordTests
{
    private static readonly string[] Values =
    [
        "null", "true", "\"\"", "\" \"", "\"x\"", "\"é\"", "\"\\u0041\"", "\"yes\"", "5", "1.5e3", "{}", "[]", "[[{\"a\":{}}]]", "\"2026-03-02T10:00:00Z\"", "\"2026-03-02 10:00:00\"",
        "\"5f9d7c1e-8a4b-4c3d-9e2f-1a2b3c4d5e6f\"", "\"00000000-0000-0000-0000-000000000000\"", "\"none\"", "{\"ConsoleLogin\":\"Failure\",\"x\":{\"ConsoleLogin\":1}}",
        "{\"ConsoleLogin\":null}", "{\"C\\u006fnsoleLogin\":\"Failure\"}", "{\"MFAUsed\":\"Yes\",\"CredentialType\":\"PASSWORD\"}", "{\"MFAUsed\":true}", "{\"MFAUsed\":\"NO\"}",
        Make.Identity, "{\"type\":\"AWSService\",\"invokedBy\":\"ec2.amazonaws.com\"}", "{\"type\":\"IAMUser\",\"arn\":7,\"sessionContext\":{\"attributes\":{\"mfaAuthenticated\":\"true\"}}}",
        "\"" + new string('x', 600) + "\"", "\"" + new string('é', 600) + "\"", "\"" + new string('y', 3000) + "\"", "-", "\"\u0001\"", "{\"a\":}", Make.Record("inner"),
    ];

    private static readonly string[] Keys =
    [
        "eventTime", "@timestamp", "eventID", "eventName", "eventSource", "eventType", "eventVersion", "errorCode", "sourceIPAddress", "userAgent", "awsRegion",
        "recipientAccountId", "userIdentity", "responseElements", "additionalEventData", "requestParameters", "resources", "x", "", "event\\u0054ime", "é",
        "insightDetails", "digestS3Object", "source", "detail-type", "userIdentity.arn", "body", "detail", "Records", "logEvents", "messageType",
    ];

    private static readonly ReaderLimits Limits = new() { LatestTime = 4102444800000, MaxDepth = 5, MaxRecordBytes = 4000 };

    [Fact]
    public void Objects_of_any_keys_and_values() =>
        Gen.Select(Gen.Select(Of(Keys), Of(Values)).Array[0, 12], Gen.Int[0, 3], Gen.Bool).Sample((fields, layout, spaced) =>
        {
            var blank = spaced ? " \n" : "";
            var record = "{" + blank + string.Join("," + blank, fields.Select(f => $"\"{f.Item1}\"{blank}:{blank}{f.Item2}")) + blank + "}";
            Compare(Encoding.UTF8.GetBytes(layout switch
            {
                0 => record,
                1 => Make.Records(Make.Record("a"), record, Make.Record("b")),
                2 => $"{Make.Record("a")}\n{record}\n{Make.Record("b")}",
                _ => Make.Records(Make.Wrap("body", Make.Quote(record)), Make.Wrap("event", record), record),
            }), Limits);
        }, iter: 5_000);

    [Theory]
    [InlineData("awsdocs_cloudtrail")]
    [InlineData("plaso")]
    public void Real_records_changed_at_random(string file)
    {
        var original = Read.Events(file);
        Gen.Select(Gen.Select(Gen.Int[0, original.Length - 1], Gen.OneOf(Gen.Byte, Of("{}[],:\"\\ \n"u8.ToArray()))).Array[0, 20], Gen.Int[1, original.Length]).Sample(
            (changes, length) =>
            {
                var body = original[..length];
                foreach (var (at, value) in changes.Where(c => c.Item1 < length))
                {
                    body[at] = value;
                }

                Compare(body, new ReaderLimits { LatestTime = Limits.LatestTime });
            }, iter: 200);
    }

    [Fact]
    public void Records_of_every_sample_are_read_alike()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples", "events"), "*.ndjson.gz"))
        {
            Compare(Read.Events(Path.GetFileName(path).Replace(".ndjson.gz", "", StringComparison.Ordinal)), new ReaderLimits());
        }
    }

    private static Gen<T> Of<T>(T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static void Compare(byte[] body, ReaderLimits limits)
    {
        var taken = CloudTrailReader.TryRead(body, limits, out var quick, out var error);
        Assert.Equal(taken, CloudTrailReader.TryRead(body, limits with { ReadsThoroughly = true }, out var thorough, out var other));
        Assert.Equal(other, error);
        if (taken)
        {
            Assert.Equal(thorough!.Received, quick!.Received);
            Assert.Equal(thorough.Events, quick.Events);
            Assert.Equal(thorough.Rejected, quick.Rejected);
            Assert.Equal(thorough.Skipped, quick.Skipped);
        }
    }
}
