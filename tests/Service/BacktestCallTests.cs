using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.Backtests;
using TrailWatch.Tests.Backtests;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary><c>/v1/backtests</c>, from the request to the report.</summary>
public sealed class BacktestCallTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    private const string Path = "/v1/backtests";
    private static readonly string Grid = """[{"detection":"excessive-security-scanning","option":"threshold","values":[1,2]}]""";
    private static readonly string[] Scan = [Make.Record("1"), Make.Record("2", name: "DescribeInstances")];

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_backtest_is_taken_runs_and_tells_what_each_setting_found(bool inTheObject)
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        var body = inTheObject
            ? $$"""{"id":"mine","grid":{{Grid}},"records":[{{string.Join(',', Scan)}}]}"""
            : $"\uFEFF {{\"id\":\"mine\",\"grid\":{Grid}}}\n{string.Join('\n', Scan)}\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Gzip(body) };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((202, "/v1/backtests/mine", "2"), ((int)response.StatusCode, response.Headers.Location?.ToString(), response.Headers.RetryAfter?.ToString()));

        var report = await EndAsync(client, "mine");
        Assert.Equal("done", report.Text("status"));
        Assert.Null(report.RetryAfter);
        Assert.Equal([0, 1, 0], report.Json["results"]!.AsArray().Select(r => (int)r!["findings"]!));
        Assert.Equal(["current", "excessive-security-scanning.threshold=1", "excessive-security-scanning.threshold=2"], report.Json["settings"]!.AsArray().Select(s => (string)s!["name"]!));
        Assert.Equal("2026-03-02", (string)report.Json["results"]![1]!["days"]![0]!["day"]!);
        Assert.Empty((await client.ReadAsync("/v1/findings")).Good().Items);

        var listed = Assert.Single((await client.ReadAsync(Path)).Good().Items);
        Assert.Equal(("mine", null), ((string)listed["id"]!, listed["results"]));
        (await client.PostAsync(body, path: Path)).Problem(409, "backtest-exists");
        Assert.Equal(204, (await DeleteAsync(client, "mine")).Status);
        (await client.ReadAsync($"{Path}/mine")).Problem(404, "no-such-backtest");
        (await DeleteAsync(client, "mine")).Problem(404, "no-such-backtest");
        Assert.Empty((await client.ReadAsync(Path)).Good().Items);
    }

    [Theory, InlineData("2026-03-02T10:10:00Z", 202), InlineData("2026-03-02T10:10:01Z", 400)]
    public async Task Records_from_the_future_are_those_that_a_batch_refuses_too(string time, int status)
    {
        await using var then = new TrailWatchFactory().At(new FakeTimeProvider(Some.Morning));
        using var client = then.CreateClient();
        var answer = await client.PostAsync($$"""{"id":"soon","records":[{{Make.Record("1", time)}}]}""", path: Path);
        Assert.Equal(status, answer.Status);
        if (status == 400)
        {
            Assert.Contains("from-the-future", answer.Problem(400, "validation"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_fault_is_told_at_once_by_its_path()
    {
        using var client = service.CreateClient();
        var answer = await client.PostAsync("""
            {"id":"No!","state":"half","zip":1,"folder":3,
             "grid":[1,{"detection":"x"},{"detection":"api-activity-spike","option":"threshold","values":[1]},
                     {"detection":"api-activity-spike","option":"minimumExcess","values":[1,-1,2.5,"3"],"more":1},
                     {"detection":"api-activity-spike","option":"minimumExcess","values":[]},
                     {"detection":"api-activity-spike","option":"profile","values":["hardened","x",null]},
                     {"detection":"api-activity-spike","option":"enabled","values":[true,1]}]}
            """, path: Path);
        answer.Problem(400, "validation");
        Assert.Equal(
            [
                "folder", "grid[0]", "grid[1].detection", "grid[2].option", "grid[3].more", "grid[3].values[1]", "grid[3].values[2]", "grid[3].values[3]", "grid[4]",
                "grid[4].values", "grid[5].values[1]", "grid[5].values[2]", "grid[6].values[1]", "id", "state", "zip",
            ],
            answer.Json["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Contains("grid[3].values[1] must be a whole number from 0 to 1000000.", answer.Text("error"), StringComparison.Ordinal);
        Assert.Empty((await client.ReadAsync(Path)).Good().Items);
    }

    [Theory]
    [InlineData("{}", "records must hold"), InlineData("""{"records":[]}""", "no event"), InlineData("""{"records":[{"a":1}]}""", "not-cloudtrail")]
    [InlineData("""{"records":3}""", "no event"), InlineData("""{"records":null}""", "records must hold"), InlineData("{} {", "records must be")]
    [InlineData("""{"records":[{}],"folder":"a"}""", "leave one"), InlineData("""{"records":[{}]}{"a":1}""", "leave one"), InlineData("""{"folder":"a"}""", "Backtests:Folder")]
    public async Task There_must_be_something_to_replay(string body, string says)
    {
        using var client = service.CreateClient();
        Assert.Contains(says, (await client.PostAsync(body, path: Path)).Problem(400, "validation"), StringComparison.Ordinal);
    }

    [Theory, InlineData("[1]"), InlineData("null"), InlineData(""), InlineData("{\"records\":[")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        using var client = service.CreateClient();
        (await client.PostAsync(body, path: Path)).Problem(400, "bad-json");
    }

    [Theory, InlineData(24, null, 202), InlineData(25, null, 400), InlineData(2, "2", 202), InlineData(3, "2", 400)]
    public async Task So_many_settings_and_no_more(int settings, string? most, int status)
    {
        await using var own = TrailWatchFactory.With(most is null ? [] : [("Backtests:MaxSettings", most)]);
        using var client = own.CreateClient();
        var grid = settings % 2 == 0
            ? $$"""[{"detection":"api-activity-spike","option":"minimumExcess","values":[{{Numbers(settings / 2)}}]},{"detection":"api-activity-spike","option":"enabled","values":[true,false]}]"""
            : $$"""[{"detection":"api-activity-spike","option":"minimumExcess","values":[{{Numbers(settings)}}]}]""";
        var answer = await client.PostAsync($$"""{"id":"x","grid":{{grid}},"records":{{Make.Record()}}}""", path: Path);
        Assert.Equal(status, answer.Status);
        if (status == 202)
        {
            Assert.Equal(settings + 1, (await EndAsync(client, "x")).Json["results"]!.AsArray().Count);
        }
        else
        {
            Assert.Contains($"{settings} settings; {most ?? "24"} are the most (Backtests:MaxSettings)", answer.Problem(400, "validation"), StringComparison.Ordinal);
        }
    }

    [Theory, InlineData(64, 202), InlineData(65, 400)]
    public async Task An_id_has_a_length(int length, int status)
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        Assert.Equal(status, (await client.PostAsync($$"""{"id":"{{new string('a', length)}}","records":{{Make.Record()}}}""", path: Path)).Status);
    }

    [Fact]
    public async Task While_one_is_at_work_a_second_is_told_when_to_come_again()
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        var body = $$"""{"id":"second","records":{{Make.Record()}}}""";

        // Its body is being read here,
        using (own.Services.GetRequiredService<BacktestWorker>().TryEnter())
        {
            var answer = await client.PostAsync(body, path: Path);
            Assert.Contains("A backtest is at work", answer.Problem(429, "busy"), StringComparison.Ordinal);
            Assert.Equal("5", answer.RetryAfter);
        }

        // or it runs on another replica,
        var reports = own.Services.GetRequiredService<BacktestStore>();
        var first = Backtesting.Queued(new("first", true, SettingGrid.Expand([]), Backtesting.Records()));
        Assert.Null(await reports.TryBeginAsync(first, "t"));
        Assert.Contains("/v1/backtests/first cancels it", (await client.PostAsync(body, path: Path)).Problem(429, "busy"), StringComparison.Ordinal);

        // which is asked to stop.
        var stopping = await DeleteAsync(client, "first");
        Assert.Equal((202, "2"), (stopping.Status, stopping.RetryAfter));
        Assert.Equal(BeatAnswer.Cancelled, await reports.BeatAsync(first with { Status = BacktestStatus.Cancelled }, "t"));
        Assert.Equal(202, (await client.PostAsync(body, path: Path)).Status);
        Assert.Equal("done", (await EndAsync(client, "second")).Text("status"));
    }

    [Fact]
    public async Task A_folder_is_replayed_where_the_setting_allows_it()
    {
        using var root = new ScratchDirectory();
        Directory.CreateDirectory(System.IO.Path.Combine(root.Path, "lab"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(root.Path, "lab", "a.json"), Make.Records(Scan), TestContext.Current.CancellationToken);
        await using var own = TrailWatchFactory.With(("Backtests:Folder", root.Path));
        using var client = own.CreateClient();
        Assert.Contains("without ..", (await client.PostAsync("""{"folder":"lab/../.."}""", path: Path)).Problem(400, "validation"), StringComparison.Ordinal);
        var id = (await client.PostAsync($$"""{"grid":{{Grid}},"folder":"lab"}""", path: Path)).Good().Text("id");
        var report = await EndAsync(client, id);
        Assert.Equal(("done", "folder lab", 2), (report.Text("status"), report.Text("source"), (int)report.Json["records"]!["received"]!));
        Assert.Equal([0, 1, 0], report.Json["results"]!.AsArray().Select(r => (int)r!["findings"]!));
    }

    [Fact]
    public async Task Records_are_limited_as_those_of_any_body_are()
    {
        await using var own = TrailWatchFactory.With(("Http:MaxRecords", "2"));
        using var client = own.CreateClient();
        (await client.PostAsync($$"""{"records":[{{string.Join(',', Scan)}},{{Make.Record("3")}}]}""", path: Path)).Problem(413, "too-many-records");
        Assert.Equal(202, (await client.PostAsync($$"""{"records":[{{string.Join(',', Scan)}}]}""", path: Path)).Status);
    }

    [Fact]
    public async Task Without_its_store_a_backtest_is_503()
    {
        await using var lonely = TrailWatchFactory.With(
            ("Store:Mode", "Redis"), ("Store:ConnectionString", "127.0.0.1:1,connectTimeout=300,asyncTimeout=300,syncTimeout=300"));
        using var client = lonely.CreateClient();
        foreach (var answer in new[] { await client.PostAsync($$"""{"records":{{Make.Record()}}}""", path: Path), await client.ReadAsync(Path), await client.ReadAsync($"{Path}/x"), await DeleteAsync(client, "x") })
        {
            answer.Problem(503, "store-away");
        }
    }

    private static string Numbers(int count) => string.Join(',', Enumerable.Range(0, count));

    private static async Task<Answer> EndAsync(HttpClient client, string id)
    {
        Answer report;
        for (var waited = Stopwatch.StartNew(); (report = (await client.ReadAsync($"{Path}/{id}")).Good()).Text("status") is "queued" or "running";)
        {
            Assert.NotNull(report.RetryAfter);
            Assert.InRange(waited.Elapsed.TotalSeconds, 0, 60);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return report;
    }

    private static async Task<Answer> DeleteAsync(HttpClient client, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Path}/{id}");
        return await client.AskAsync(request);
    }

    private static ByteArrayContent Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return content;
    }
}
