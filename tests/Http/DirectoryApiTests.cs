using System.Text;
using StackExchange.Redis;
using TrailWatch.Tests.Bytes;
using TrailWatch.Tests.Stores;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Http;

[Collection(RedisServerTests.Name)]
public sealed class DirectoryApiTests(RedisServerFixture redis)
{
    private const string Identities = "/v1/identities";
    private const string Accounts = "/v1/service-accounts";

    private async Task<DirectoryService> StartAsync() =>
        await DirectoryService.StartAsync(await redis.OpenAsync(), RedisServerFixture.NewPrefix());

    [Fact]
    public async Task Takes_JSON_and_gives_the_shape_of_the_contract()
    {
        await using var service = await StartAsync();
        var put = await service.PutAsync(Identities, """{"items":[{"identity":"alice","endDate":"2026-03-02T10:00:00Z"}]}""", "application/json");
        Assert.Equal((200, """{"items":1}"""), (put.Status, put.Body));

        var got = await service.GetAsync(Identities);
        Assert.StartsWith("application/json", got.Type, StringComparison.Ordinal);
        Assert.Equal(
            """{"items":[{"identity":["alice"],"enabled":true,"startDate":null,"endDate":"2026-03-02T10:00:00Z","lastActivity":null,"email":null,"bunit":null,"priority":null}]}""",
            got.Body);
        Assert.Equal("""{"items":[]}""", (await service.GetAsync(Accounts)).Body);
    }

    [Fact]
    public async Task Takes_CSV_and_gives_CSV_that_can_be_put_back()
    {
        await using var service = await StartAsync();
        var put = await service.PutAsync(Accounts, "identity,team,owner\r\n'-bot,x,\"a, b\"\r\n", "text/csv; charset=UTF-8");
        Assert.Equal((200, """{"items":1,"notes":["The column team means nothing here and was ignored."]}"""), (put.Status, put.Body));

        var got = await service.GetAsync(Accounts, "text/csv");
        Assert.Equal("text/csv; charset=utf-8", got.Type);
        Assert.Equal("identity,owner,reason,ticket,expires\n'-bot,\"a, b\",,,\n", got.Body.ReplaceLineEndings("\n"));
        Assert.Equal(200, (await service.PutAsync(Accounts, got.Body, "text/csv")).Status);
        Assert.Equal("-bot", (await service.GetAsync(Accounts)).Json.GetProperty("items")[0].GetProperty("identity").GetString());
    }

    [Theory]
    [InlineData(null, " \n{\"items\":[{\"identity\":\"a\"}]}", 200)]
    [InlineData(null, "identity\na\n", 200)]
    [InlineData("text/plain", "\uFEFF{\"items\":[{\"identity\":\"a\"}]}", 200)]
    [InlineData("text/plain", "identity\na\n", 200)]
    [InlineData("application/x-www-form-urlencoded", "{\"items\":[{\"identity\":\"a\"}]}", 200)]
    [InlineData("application/x-www-form-urlencoded", "identity\na\n", 200)]
    [InlineData("application/json; charset=utf-8", "{\"items\":[{\"identity\":\"a\"}]}", 200)]
    [InlineData("application/json", "identity\na\n", 400)]
    [InlineData("text/csv", "{\"items\":[]}", 400)]
    [InlineData("text/csv; charset=utf-16", "identity\na\n", 415)]
    [InlineData("application/xml", "<a/>", 415)]
    public async Task Reads_by_Content_Type_and_else_by_the_first_character(string? type, string body, int status)
    {
        await using var service = await StartAsync();
        var put = await service.PutAsync(Identities, body, type);
        Assert.Equal(status, put.Status);
        if (status != 200)
        {
            Assert.Equal("application/problem+json", put.Type);
            Assert.NotEmpty(put.Json.GetProperty("error").GetString()!);
        }
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/*", "text/csv")]
    [InlineData("application/json, text/csv;q=0.9", "application/json")]
    [InlineData("text/csv;q=0.9, application/json;q=0.1", "text/csv")]
    [InlineData("text/csv;q=0.1, */*", "application/json")]
    [InlineData("image/png", "application/json")]
    public async Task Answers_by_Accept(string? accept, string type)
    {
        await using var service = await StartAsync();
        Assert.StartsWith(type, (await service.GetAsync(Accounts, accept)).Type, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_row_is_named_and_nothing_is_swapped()
    {
        await using var service = await StartAsync();
        await service.PutAsync(Identities, "identity\nalice\n", "text/csv");
        var put = await service.PutAsync(Identities, """{"items":[{"identity":"a"},{"identity":""},{"identity":"b","enabled":1}]}""", "application/json");

        Assert.Equal(400, put.Status);
        var problem = put.Json;
        Assert.Equal(
            "items[1].identity holds no name.", problem.GetProperty("errors").GetProperty("items[1].identity")[0].GetString());
        Assert.Equal(2, problem.GetProperty("errors").EnumerateObject().Count());
        Assert.Equal(
            "Bad Request: Nothing was changed. There are 2 faults; the first: items[1].identity holds no name.",
            problem.GetProperty("error").GetString());
        Assert.Equal("alice", (await service.GetAsync(Identities)).Json.GetProperty("items")[0].GetProperty("identity")[0].GetString());
    }

    [Fact]
    public async Task A_change_is_in_force_at_once()
    {
        await using var service = await StartAsync();
        await service.PutAsync(Identities, "identity,enabled\nalice,no\n", "text/csv");
        Assert.NotNull(service.Cache.Current.Match(User("alice"), At).Inactive);
        await service.PutAsync(Identities, "identity\n", "text/csv");
        Assert.True(service.Cache.Current.Empty);
    }

    [Fact]
    public async Task Takes_gzip_and_keeps_its_limit()
    {
        await using var service = await StartAsync();
        var csv = Encoding.UTF8.GetBytes("identity\n" + string.Concat(Enumerable.Repeat("a\n", 10_000)));
        Assert.Equal(413, (await service.PutAsync(Identities, csv, "text/csv")).Status);
        Assert.Equal("""{"items":10000}""", (await service.PutAsync(Identities, GzipMembersTests.Zip(csv), "text/csv", "gzip")).Body);
    }

    [Fact]
    public async Task A_store_that_is_away_is_503_with_Retry_After()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(
            "127.0.0.1:1,abortConnect=false,connectTimeout=200,syncTimeout=200,asyncTimeout=200");
        await using var service = await DirectoryService.StartAsync(connection.GetDatabase(), "x:");
        foreach (var answer in new[] { await service.GetAsync(Identities), await service.PutAsync(Accounts, "identity\na", null) })
        {
            Assert.Equal((503, "5", "application/problem+json"), (answer.Status, answer.RetryAfter, answer.Type));
            Assert.Contains("store", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("maxmemory", "1")]
    [InlineData("min-replicas-to-write", "1")]
    public async Task A_store_that_takes_no_writes_is_503_and_keeps_the_table(string setting, string value)
    {
        await using var own = await RedisServer.StartAsync();
        await using var connection = await own.ConnectAsync();
        await using var service = await DirectoryService.StartAsync(connection.GetDatabase(), "x:");
        Assert.Equal(200, (await service.PutAsync(Identities, "identity\nalice", null)).Status);
        await connection.GetServers()[0].ConfigSetAsync(setting, value);

        Assert.Equal(503, (await service.PutAsync(Identities, "identity\nbob", null)).Status);
        Assert.Equal(503, (await service.PutAsync(Identities, "identity\n", null)).Status);
        Assert.Contains("alice", (await service.GetAsync(Identities)).Body, StringComparison.Ordinal);
    }
}
