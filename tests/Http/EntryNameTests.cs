using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Http;

/// <summary>Behind the real Kestrel, for what a path may hold is decided there.</summary>
[Collection(RedisServerTests.Name)]
public sealed class EntryNameTests(RedisServerFixture redis)
{
    private const string Accounts = "/v1/service-accounts";

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/ci/deploy", true)]
    [InlineData("alice@corp.example", true)]
    [InlineData("100%2Fday", true)]
    [InlineData("100%", true)]
    [InlineData("a b", true)]
    [InlineData("*-bot*", true)]
    [InlineData("what?#+&=1", true)]
    [InlineData("Zoë 😀", true)]
    [InlineData("proposals", true)]

    // A path of dots is resolved by clients before anybody can read it; the query holds every name.
    [InlineData(".", false)]
    [InlineData("a/..", false)]
    public async Task Any_name_finds_its_entry(string name, bool inPath)
    {
        await using var service = await DirectoryService.StartAsync(await redis.OpenAsync(), RedisServerFixture.NewPrefix());
        Assert.Equal(200, (await service.SendAsync("PATCH", Accounts, $$"""{"items":[{"identity":"{{name}}"},{"identity":"other"}]}""")).Status);
        var escaped = Uri.EscapeDataString(name);
        var filtered = (await service.GetAsync($"{Accounts}?identity={Uri.EscapeDataString(name.ToUpperInvariant())}")).Json.GetProperty("items");
        Assert.Equal(name, Assert.Single(filtered.EnumerateArray()).GetProperty("identity").GetString());
        if (inPath)
        {
            Assert.Equal(name, (await service.GetAsync($"{Accounts}/{escaped}")).Json.GetProperty("identity").GetString());
            Assert.Equal("you", (await service.SendAsync("PATCH", $"{Accounts}/{escaped}", """{"owner":"you"}""")).Json.GetProperty("owner").GetString());
            Assert.Equal(204, (await service.SendAsync("DELETE", $"{Accounts}/{escaped}?identity=other")).Status);
        }
        else
        {
            Assert.Equal(204, (await service.SendAsync("DELETE", $"{Accounts}?identity={escaped}")).Status);
        }

        Assert.Equal("other", Assert.Single((await service.GetAsync(Accounts)).Json.GetProperty("items").EnumerateArray()).GetProperty("identity").GetString());
    }
}
