using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>Blind spots and proposals, as they are asked for.</summary>
public sealed class CoverageCallsTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    private const string Spots = "/v1/blindspots";
    private const string Proposals = "/v1/service-accounts/proposals";

    [Theory]
    [InlineData("limit=1"), InlineData("limit=1000"), InlineData("silentHours=2160"), InlineData("unusedDays=400"), InlineData("at=2026-03-02T12:00:00Z"), InlineData("limit=")]
    public async Task Within_its_limits_the_report_is_answered(string query)
    {
        using var client = service.CreateClient();
        var answer = (await client.ReadAsync($"{Spots}?{query}")).Good();
        Assert.Equal(
            ["at", "actors", "coldStart", "learningRoles", "identitiesNeverSeen", "unusedServiceAccounts", "silentAccounts", "deliveryDelay", "detections", "directory"],
            answer.Json.Select(p => p.Key));
    }

    [Theory]
    [InlineData("limit"), InlineData("silentHours"), InlineData("unusedDays"), InlineData("at")]
    public async Task Beyond_its_limits_the_parameter_is_named(string name)
    {
        using var client = service.CreateClient();
        foreach (var value in new[] { "0", "100000", "x", "1.5" })
        {
            var answer = await client.ReadAsync($"{Spots}?{name}={value}");
            Assert.Contains($"{name} must be a", answer.Problem(400, "validation"), StringComparison.Ordinal);
            Assert.Equal([name], answer.Json["errors"]!.AsObject().Select(e => e.Key));
        }
    }

    [Fact]
    public async Task A_proposal_needs_no_body_and_names_every_fault_of_one()
    {
        using var client = service.CreateClient();
        (await client.PostAsync("", null, Proposals)).Good();
        (await client.PostAsync("""{"minimumDays":0,"unusedDays":400,"expiresDays":3650,"limit":1000,"at":"2026-03-02T12:00:00Z"}""", null, Proposals)).Good();
        var answer = await client.PostAsync("""{"minimumDays":-1,"unusedDays":401,"expiresDays":3651,"limit":0}""", null, Proposals);
        answer.Problem(400, "validation");
        Assert.Equal(["expiresDays", "limit", "minimumDays", "unusedDays"], answer.Json["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        (await client.PostAsync("""{"days":3}""", null, Proposals)).Problem(400);
    }

    [Fact]
    public async Task The_answer_of_a_proposal_is_a_patch_of_the_table()
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        foreach (var day in new[] { "01", "09" })
        {
            (await client.PostAsync($$$"""
                {"eventID":"e{{{day}}}","eventTime":"2026-03-{{{day}}}T10:00:00Z","eventName":"RunInstances","eventSource":"ec2.amazonaws.com","eventType":"AwsApiCall",
                 "recipientAccountId":"111122223333","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/backup","accountId":"111122223333","userName":"backup","accessKeyId":"AKIAEXAMPLE"}}
                """)).Good();
        }

        var proposal = (await client.PostAsync("""{"at":"2026-03-10T00:00:00Z"}""", null, Proposals)).Good();
        Assert.Equal("arn:aws:iam::111122223333:user/backup", (string)proposal.Items.Single()["identity"]!);
        Assert.Empty((await client.ReadAsync("/v1/service-accounts")).Items);
        using var patch = new HttpRequestMessage(HttpMethod.Patch, "/v1/service-accounts") { Content = new StringContent(proposal.Body) };
        Assert.Equal(1, (await client.AskAsync(patch)).Good().Number("added"));
        Assert.Empty((await client.PostAsync("""{"at":"2026-03-10T00:00:00Z"}""", null, Proposals)).Items);
    }
}
