using System.Text;
using TrailWatch.Tests.Bytes;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>How <c>POST /v1/events</c> takes a body, whatever carries it.</summary>
public sealed class EventBodyTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Any_content_type_will_do(string? type)
    {
        using var client = service.CreateClient();
        var id = $"type {type}";
        var answer = (await client.PostAsync($"{Make.Record(id + 1)}\n{Make.Record(id + 2)}\n", type)).Good();
        Assert.Equal((2, 2), (answer.Number("received"), answer.Number("evaluated")));
    }

    [Theory, InlineData("gzip"), InlineData("x-gzip"), InlineData("GZIP")]
    public async Task Gzip_is_undone(string encoding)
    {
        using var client = service.CreateClient();
        var body = GzipMembersTests.Zip(Encoding.UTF8.GetBytes(Make.Records(Make.Record(encoding))));
        Assert.Equal(1, (await client.PostAsync(body, encoding: encoding)).Good().Number("evaluated"));
    }

    [Theory, InlineData("br"), InlineData("deflate"), InlineData("zstd")]
    public async Task Another_encoding_is_415_and_names_ours(string encoding)
    {
        using var client = service.CreateClient();
        Assert.Contains("gzip", (await client.PostAsync("{}"u8.ToArray(), encoding: encoding)).Problem(415, "unsupported-encoding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrupt_gzip_is_400()
    {
        using var client = service.CreateClient();
        var body = GzipMembersTests.Zip(Encoding.UTF8.GetBytes(Make.Record()));
        (await client.PostAsync(body[..^5], encoding: "gzip")).Problem(400, "bad-gzip");
        (await client.PostAsync("not gzip"u8.ToArray(), encoding: "gzip")).Problem(400, "bad-gzip");
    }

    [Theory]
    [InlineData("", "empty-body")]
    [InlineData(" \n\t", "empty-body")]
    [InlineData("eventName=ListBuckets", "not-json")]
    [InlineData("<Records/>", "not-json")]
    public async Task A_body_that_is_no_JSON_is_400(string body, string code)
    {
        using var client = service.CreateClient();
        Assert.Contains("send CloudTrail records as JSON", (await client.PostAsync(body)).Problem(400, code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_a_limit_is_413_and_names_the_limit()
    {
        await using var strict = TrailWatchFactory.With(
            ("Http:MaxRequestBytes", "2000"), ("Http:MaxDecompressedBytes", "3000"), ("Http:MaxRecords", "3"));
        using var client = strict.CreateClient();

        var large = Encoding.UTF8.GetBytes(new string(' ', 2001));
        Assert.Contains("2000 bytes", (await client.PostAsync(large)).Problem(413, "too-large"), StringComparison.Ordinal);

        var bomb = GzipMembersTests.Zip(new byte[50_000]);
        Assert.Contains("3000 bytes once decompressed", (await client.PostAsync(bomb, encoding: "gzip")).Problem(413, "too-large"), StringComparison.Ordinal);

        var many = string.Concat(Enumerable.Repeat("{}", 4));
        Assert.Contains("limit of 3 records", (await client.PostAsync(many)).Problem(413, "too-many-records"), StringComparison.Ordinal);
        (await client.PostAsync(many[..6])).Good();
    }
}
