using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary><c>GET /v1/findings</c> over three hundred findings, three at a time at the same moment.</summary>
public sealed class FindingsPageTests(FindingsPageTests.Service service) : IClassFixture<FindingsPageTests.Service>
{
    private const int All = 300;

    [Theory, InlineData(1), InlineData(7), InlineData(100), InlineData(299), InlineData(300), InlineData(500)]
    public async Task Following_the_cursor_gives_each_finding_once_and_in_order(int limit)
    {
        var seen = await WalkAsync($"/v1/findings?limit={limit}", limit);
        Assert.Equal(All, seen.Count);
        Assert.Distinct(seen.Select(f => f.Id));
        Assert.Equal(seen.OrderByDescending(f => f.Time, StringComparer.Ordinal).ThenByDescending(f => f.Id, StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("detection=api-activity-without-mfa", 300)]
    [InlineData("detection=no-such-detection", 0)]
    [InlineData("actor=arn:aws:iam::111122223333:user/u8", 1)]
    [InlineData("actor=arn:aws:iam::111122223333:user/nobody", 0)]
    [InlineData("account=111122223333", 150)]
    [InlineData("account=444455556666", 150)]
    [InlineData("account=111122223333&actor=arn:aws:iam::444455556666:user/u1", 0)]
    [InlineData("severity=low", 300)]
    [InlineData("severity=LOW", 300)]
    [InlineData("severity=critical", 0)]
    [InlineData("disposition=undecided", 300)]
    [InlineData("disposition=Malicious", 0)]
    [InlineData("severity=&since=&cursor=&limit=", 300)]
    [InlineData("since=2026-03-02T10:00:00Z", 300)]
    [InlineData("since=2026-03-02T10:99:00Z", -1)]
    [InlineData("since=2026-03-02T10:01:00Z", 297)]
    [InlineData("until=2026-03-02T10:01:00Z", 3)]
    [InlineData("until=2026-03-02T11:01:00%2B01:00", 3)]
    [InlineData("since=2026-03-02T10:01:00Z&until=2026-03-02T10:03:00Z", 6)]
    [InlineData("since=2026-03-02T10:03:00Z&until=2026-03-02T10:01:00Z", 0)]
    public async Task A_filter_lets_through_what_it_says(string query, int findings)
    {
        using var client = service.CreateClient();
        var first = await client.ReadAsync("/v1/findings?" + query);
        if (findings < 0)
        {
            first.Problem(400, "validation");
            return;
        }

        Assert.Equal(Math.Min(findings, 50), first.Good().Items.Count());
        Assert.Equal(findings, (await WalkAsync($"/v1/findings?{query.Replace("&limit=", "", StringComparison.Ordinal)}&limit=40", 40)).Count);
    }

    [Theory, InlineData("1", 1), InlineData("500", 300)]
    public async Task The_limit_may_lie_between_its_ends(string limit, int items)
    {
        using var client = service.CreateClient();
        Assert.Equal(items, (await client.ReadAsync($"/v1/findings?limit={limit}")).Good().Items.Count());
    }

    [Theory, InlineData("0"), InlineData("501"), InlineData("-1"), InlineData("many"), InlineData("1.5"), InlineData("99999999999")]
    public async Task A_limit_beyond_its_ends_is_400(string limit)
    {
        using var client = service.CreateClient();
        var error = (await client.ReadAsync($"/v1/findings?limit={limit}")).Problem(400, "validation");
        Assert.Contains("from 1 to 500", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_a_query_is_told_at_once()
    {
        using var client = service.CreateClient();
        var answer = await client.ReadAsync("/v1/findings?severity=worst&disposition=fine&since=monday&until=12:00&cursor=next&limit=x");
        var error = answer.Problem(400, "validation");
        string[] faulty = ["severity", "disposition", "since", "until", "cursor", "limit"];
        Assert.Equal(faulty.Order(), answer.Json["errors"]!.AsObject().Select(e => e.Key).Order());
        Assert.All(faulty, name => Assert.Contains(name + " must", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_finding_is_read_by_its_id_and_a_stranger_is_404()
    {
        using var client = service.CreateClient();
        var one = (await client.ReadAsync("/v1/findings?limit=1")).Good().Items.Single();
        Assert.Equal(one.ToJsonString(), (await client.ReadAsync($"/v1/findings/{one["id"]!.GetValue<string>()}")).Good().Json.ToJsonString());
        foreach (var id in new[] { new string('0', 32), "x", "..%2F..", new string('A', 32) })
        {
            (await client.ReadAsync($"/v1/findings/{id}")).Problem(404, "no-such-finding");
        }
    }

    private async Task<List<(string Time, string Id)>> WalkAsync(string path, int limit)
    {
        using var client = service.CreateClient();
        var seen = new List<(string, string)>();
        for (var at = path; ;)
        {
            var page = (await client.ReadAsync(at)).Good();
            Assert.InRange(page.Items.Count(), 0, limit);
            seen.AddRange(page.Items.Select(f => (f["firstTime"]!.GetValue<string>(), f["id"]!.GetValue<string>())));
            Assert.InRange(seen.Count, 0, All);
            if (page.Json["nextCursor"] is not { } next)
            {
                return seen;
            }

            at = $"{path}&cursor={next.GetValue<string>()}";
        }
    }

    public sealed class Service : IAsyncLifetime
    {
        private readonly TrailWatchFactory _factory = new();

        public HttpClient CreateClient() => _factory.CreateClient();

        public async ValueTask InitializeAsync()
        {
            using var client = CreateClient();
            var answer = await client.PostAsync(string.Join('\n', Enumerable.Range(0, All).Select(Login)));
            Assert.Equal(All, answer.Good().Findings.Count());
        }

        public ValueTask DisposeAsync() => _factory.DisposeAsync();

        private static string Login(int i)
        {
            var account = i % 2 == 0 ? "111122223333" : "444455556666";
            var time = new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc).AddMinutes(i / 3);
            return $$$"""
                {"eventTime":"{{{time:yyyy-MM-ddTHH:mm:ssZ}}}","eventName":"ConsoleLogin","eventSource":"signin.amazonaws.com","eventID":"login-{{{i}}}","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::{{{account}}}:user/u{{{i}}}","accountId":"{{{account}}}","userName":"u{{{i}}}"},"additionalEventData":{"MFAUsed":"No"}}
                """;
        }
    }
}
