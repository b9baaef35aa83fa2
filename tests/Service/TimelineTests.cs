using System.Globalization;
using System.Xml.Linq;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary><c>GET /v1/actors/timeline</c>, through the door.</summary>
public sealed class TimelineTests(TimelineTests.Seeded seeded) : IClassFixture<TimelineTests.Seeded>
{
    private const string Route = "/v1/actors/timeline";
    private const string Alice = "arn:aws:iam::111122223333:user/alice";
    private static readonly DateTimeOffset First = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Hours_come_with_what_held_then()
    {
        var answer = (await seeded.Client.ReadAsync(Path(Alice))).Good();
        Assert.Equal(
            (Alice, "api-activity-spike", "hardened", 15, 1), (answer.Text("actor"), answer.Text("detection"), answer.Text("profile"), answer.Number("minimumPoints"), answer.Number("spikes")));
        Assert.Equal(("2026-01-31T23:00:00Z", "2026-03-02T23:00:00Z"), (answer.Text("from"), answer.Text("to")));
        Assert.Equal(
            "1 spike in 30 days, of 60 API calls at 2026-03-02 20:00 UTC. The usual active hour has 3.9; a spike begins over 23.", answer.Text("summary"));

        var hours = answer.Json["hours"]!.AsArray().Select(h => h!.AsObject()).ToList();
        Assert.Equal(22, hours.Count);
        Assert.Equal("""{"hour":"2026-03-02T00:00:00Z","count":3,"mean":null,"threshold":null,"spike":false,"open":false}""", hours[0].ToJsonString());
        Assert.Equal("""{"hour":"2026-03-02T14:00:00Z","count":3,"mean":3,"threshold":null,"spike":false,"open":false}""", hours[14].ToJsonString());
        Assert.Equal("""{"hour":"2026-03-02T15:00:00Z","count":3,"mean":3,"threshold":23,"spike":false,"open":false}""", hours[15].ToJsonString());
        Assert.Equal("""{"hour":"2026-03-02T20:00:00Z","count":60,"mean":3,"threshold":23,"spike":true,"open":true}""", hours[20].ToJsonString());
        var baseline = answer.Json["baseline"]!;
        Assert.Equal(22, baseline["points"]!.GetValue<int>());
        Assert.InRange(baseline["threshold"]!.GetValue<double>(), 23, 24);
    }

    [Theory]
    [InlineData(null, null, "application/json")]
    [InlineData("*/*", null, "application/json")]
    [InlineData("image/svg+xml", null, "image/svg+xml")]
    [InlineData("image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8", null, "image/svg+xml")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", null, "application/json")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "svg", "image/svg+xml")]
    [InlineData("image/svg+xml", "json", "application/json")]
    public async Task A_picture_is_given_to_who_asks_for_one(string? accept, string? format, string type)
    {
        var path = Path(Alice) + (format is null ? "" : $"&format={format}");
        using var response = await SendAsync(path, accept);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_picture_can_do_nothing_but_be_looked_at()
    {
        using var response = await SendAsync(Path(Alice) + "&theme=dark", "image/svg+xml");
        Assert.Equal("utf-8", response.Content.Headers.ContentType!.CharSet);
        Assert.Equal("inline", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var svg = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(svg.Descendants(), e => e.Value == "alice (111122223333): API calls per hour (UTC)");
        Assert.Contains(svg.Descendants(), e => e.Attribute("style")?.Value.Contains("fill:rgb(22,27,34)", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_session_s_ARN_stands_for_its_role()
    {
        var answer = (await seeded.Client.ReadAsync(Path("arn:aws:sts::111122223333:assumed-role/deployer/run-7"))).Good();
        Assert.Equal("arn:aws:iam::111122223333:role/deployer", answer.Text("actor"));
        Assert.Equal("No API calls in 30 days. The usual active hour has 10.5; a spike begins over 30.", answer.Text("summary"));
        Assert.Empty(answer.Json["hours"]!.AsArray());
        Assert.Equal("""{"points":200,"mean":10.5,"standardDeviation":2.25,"threshold":30.5}""", answer.Json["baseline"]!.ToJsonString());
    }

    [Fact]
    public async Task Who_made_none_of_these_calls_has_no_hours_of_them()
    {
        var answer = (await seeded.Client.ReadAsync(Path(Alice) + "&detection=security-group-activity-spike")).Good();
        Assert.Equal("No security group calls in 30 days. Nothing is known of the usual hour.", answer.Text("summary"));
        Assert.Equal("""{"points":0,"mean":null,"standardDeviation":null,"threshold":null}""", answer.Json["baseline"]!.ToJsonString());
    }

    [Fact]
    public async Task Nobody_has_no_timeline() =>
        Assert.Contains("key", (await seeded.Client.ReadAsync(Path("arn:aws:iam::111122223333:user/nobody"))).Problem(404, "no-such-actor"), StringComparison.Ordinal);

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var answer = await seeded.Client.ReadAsync(Route + "?detection=api-activity-without-mfa&theme=pink&format=png");
        var error = answer.Problem(400, "validation");
        Assert.Contains("api-activity-spike or security-group-activity-spike", error, StringComparison.Ordinal);
        Assert.Equal(["detection", "format", "key", "theme"], answer.Json["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    private static string Path(string key) => $"{Route}?key={Uri.EscapeDataString(key)}";

    private async Task<HttpResponseMessage> SendAsync(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await seeded.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Alice calls three times an hour for 23 hours, but for the 21st with 60 calls and the 22nd with none.</summary>
    public sealed class Seeded : IAsyncLifetime
    {
        private readonly TrailWatchFactory _service = new();

        public HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Client = _service.CreateClient();
            var records = Enumerable.Range(0, 23).Where(h => h != 21).SelectMany(h => Enumerable.Range(0, h == 20 ? 60 : 3).Select(i => Make.Record(
                $"{h}-{i}", First.AddHours(h).AddSeconds(i).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), "RunInstances")));
            (await Client.PostAsync($"[{string.Join(',', records)}]")).Good();
            (await Client.PutAsync(
                "/v1/baselines/api_call_by_user_baseline", "arn,latestCount,numDataPoints,avgApiCalls,stdevApiCalls\narn:aws:iam::111122223333:role/deployer,1,200,10.5,2.25\n", "text/csv")).Good();
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _service.DisposeAsync();
        }
    }
}
