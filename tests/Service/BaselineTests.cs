using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary><c>/v1/baselines/{table}</c>: the four lookups, in and out.</summary>
public sealed class BaselineTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    private const string Spikes = "arn,latestCount,numDataPoints,avgApiCalls,stdevApiCalls\n";
    private const string Alice = "arn:aws:iam::111122223333:user/alice,12,200,10.5,2.25\n";

    [Theory]
    [InlineData("api_call_by_user_baseline", Spikes + Alice)]
    [InlineData("security_group_activity_baseline", Spikes + Alice + "arn:aws:iam::111122223333:user/bob,1,16,0.1,0.30000000000000004\n")]
    [InlineData("previously_seen_api_calls_from_user_roles", "userName,eventName,earliest,latest\ndeployer,RunInstances,1772000000,1772445600.5\n")]
    [InlineData("aws_service_accounts", "identity\nci-bot\n")]
    public async Task A_table_comes_out_as_it_went_in(string table, string csv)
    {
        await using var fresh = new TrailWatchFactory();
        using var client = fresh.CreateClient();
        foreach (var type in new[] { "text/csv", "application/x-www-form-urlencoded", null })
        {
            Assert.Equal($$"""{"rows":{{csv.Count(c => c == '\n') - 1}}}""", (await client.PutAsync(Path(table), csv, type)).Good().Body);
        }

        var read = (await client.ReadAsync(Path(table))).Good();
        Assert.Equal("text/csv; charset=utf-8", read.Type);
        Assert.Equal(csv, read.Body.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task An_unknown_table_is_404_and_names_the_four()
    {
        using var client = service.CreateClient();
        foreach (var answer in new[] { await client.PutAsync(Path("nosuch"), Spikes, "text/csv"), await client.ReadAsync(Path("nosuch")) })
        {
            var error = answer.Problem(404, "no-such-baseline");
            Assert.All(
                ["api_call_by_user_baseline", "security_group_activity_baseline", "previously_seen_api_calls_from_user_roles", "aws_service_accounts"],
                name => Assert.Contains(name, error, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_bad_row_is_named_by_its_number_and_nothing_is_changed()
    {
        await using var fresh = new TrailWatchFactory();
        using var client = fresh.CreateClient();
        (await client.PutAsync(Path("api_call_by_user_baseline"), Spikes + Alice, "text/csv")).Good();

        var answer = await client.PutAsync(
            Path("api_call_by_user_baseline"), Spikes + Alice.Replace("200", "300", StringComparison.Ordinal) + "arn:x,1,many,2,3\n", "text/csv");
        var error = answer.Problem(400, "validation");
        Assert.Contains("Nothing was changed", error, StringComparison.Ordinal);
        var fault = Assert.Single(answer.Json["errors"]!.AsObject());
        Assert.Contains("2", fault.Key, StringComparison.Ordinal);
        Assert.Contains("numDataPoints", fault.Key, StringComparison.Ordinal);
        Assert.Equal(Spikes + Alice, (await client.ReadAsync(Path("api_call_by_user_baseline"))).Body.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_unknown_ones_are_noted()
    {
        using var client = service.CreateClient();
        var answer = (await client.PutAsync(
            Path("security_group_activity_baseline"), "stdevApiCalls,team,numDataPoints,avgApiCalls,arn\n2,x,20,10,arn:aws:iam::111122223333:user/carol\n", "text/csv")).Good();
        Assert.Equal(1, answer.Number("rows"));
        Assert.Contains("team", Assert.Single(answer.Json["notes"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory, InlineData("", "header"), InlineData("arn,latestCount\n", "numDataPoints")]
    public async Task A_table_without_its_columns_is_400(string csv, string names)
    {
        using var client = service.CreateClient();
        Assert.Contains(
            names, (await client.PutAsync(Path("api_call_by_user_baseline"), csv, "text/csv")).Problem(400, "validation"), StringComparison.Ordinal);
    }

    private static string Path(string table) => "/v1/baselines/" + table;
}
