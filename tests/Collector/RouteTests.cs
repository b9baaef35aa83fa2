using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class RouteTests(HecFixture shared) : IClassFixture<HecFixture>
{
    private const string NotFound = """{"text":"The requested URL was not found on this server.","code":404}""";
    private readonly Hec _hec = shared.Hec;

    [Theory, InlineData(""), InlineData("/1.0"), InlineData("/event"), InlineData("/event/1.0")]
    public async Task H01_Events_are_taken_on_four_paths(string path)
    {
        var record = Make.Record("h01" + path);
        Assert.Equal("200 " + Hec.Success, $"{await _hec.PostAsync("/services/collector" + path, Bytes(Hec.Event(record)))}");
        Assert.True(await _hec.KnowsAsync(record));
    }

    [Theory, InlineData("/raw"), InlineData("/raw/1.0")]
    public async Task H02_Raw_records_are_taken_on_two_paths(string path)
    {
        var record = Make.Record("h02" + path);
        Assert.Equal("200 " + Hec.Success, $"{await _hec.PostAsync("/services/collector" + path, Bytes(record))}");
        Assert.True(await _hec.KnowsAsync(record));
    }

    [Fact]
    public async Task H03_Acknowledgements_are_asked_for_with_POST_alone()
    {
        Assert.Equal(200, (await _hec.AcksAsync("""{"acks":[7]}""")).Status);
        Assert.Equal($"405 {NotFound}", $"{await _hec.SendAsync(HttpMethod.Get, "/services/collector/ack")}");
    }

    [Theory, InlineData("/health"), InlineData("/health/1.0")]
    public async Task H04_Health_answers_GET_and_HEAD(string path)
    {
        Assert.Equal("""200 {"text":"HEC is healthy","code":17}""", $"{await _hec.SendAsync(HttpMethod.Get, "/services/collector" + path)}");
        var head = await _hec.SendAsync(HttpMethod.Head, "/services/collector" + path);
        Assert.Equal((200, "", "35"), (head.Status, head.Body, head.Headers["Content-Length"]));
        var post = await _hec.PostAsync("/services/collector" + path, []);
        Assert.Equal((405, NotFound, "GET,HEAD,OPTIONS"), (post.Status, post.Body, post.Headers["Allow"]));
    }

    [Theory]
    [InlineData("", "POST,OPTIONS"), InlineData("/1.0", "POST,OPTIONS"), InlineData("/event", "POST,OPTIONS"), InlineData("/event/1.0", "POST,OPTIONS")]
    [InlineData("/raw", "POST,OPTIONS"), InlineData("/raw/1.0", "POST,OPTIONS"), InlineData("/ack", "POST,OPTIONS")]
    [InlineData("/health", "GET,HEAD,OPTIONS"), InlineData("/health/1.0", "GET,HEAD,OPTIONS")]
    public async Task H05_OPTIONS_is_answered_on_every_path_without_a_token(string path, string allowed)
    {
        var said = await _hec.SendAsync(HttpMethod.Options, "/services/collector" + path);
        Assert.Equal((200, "", allowed), (said.Status, said.Body, said.Headers["Allow"]));
    }

    [Theory, InlineData("/services/collector/nope"), InlineData("/services/collector/event/2.0"), InlineData("/services/server/info"), InlineData("/services")]
    public async Task H06_An_unknown_path_is_404_in_Splunk_s_words(string path) =>
        Assert.Equal($"404 {NotFound}", $"{await _hec.SendAsync(HttpMethod.Get, path)}");

    [Theory, InlineData("GET"), InlineData("PUT"), InlineData("DELETE"), InlineData("HEAD")]
    public async Task H06_A_wrong_method_is_405_and_says_which_are_right(string method)
    {
        var said = await _hec.SendAsync(new(method), "/services/collector/event");
        Assert.Equal((405, "POST,OPTIONS"), (said.Status, said.Headers["Allow"]));
        Assert.Equal(method == "HEAD" ? "" : NotFound, said.Body);
    }

    [Theory, InlineData("s2s"), InlineData("mint"), InlineData("validatebearertoken")]
    public async Task H07_What_cannot_be_taken_is_404(string path) =>
        Assert.Equal($"404 {NotFound}", $"{await _hec.PostAsync("/services/collector/" + path, [1, 2, 3])}");

    [Theory]
    [InlineData("/services/collector/event/"), InlineData("//services/collector/event/1.0"), InlineData("/services//collector//event"), InlineData("/Services/COLLECTOR/Event")]
    public async Task H08_Slashes_and_case_of_a_path_do_not_matter(string path)
    {
        using var wire = await _hec.WireAsync($"""
            POST {path} HTTP/1.1
            Host: x
            Authorization: Splunk {Hec.Plain}
            Content-Length: 13


            """, Bytes("""{"event":"x"}"""));
        Assert.Equal("200 " + Hec.Success, $"{await wire.AnswerAsync()}");
    }

    [Fact]
    public async Task H09_Every_answer_is_JSON_of_Splunk_s_and_no_problem()
    {
        foreach (var said in new[]
        {
            await _hec.EventsAsync(Hec.Event("\"x\"")),
            await _hec.EventsAsync(""),
            await _hec.EventsAsync("{"),
            await _hec.EventsAsync("x", "unknown"),
            await _hec.SendAsync(HttpMethod.Get, "/services/collector/nope"),
            await _hec.SendAsync(HttpMethod.Get, "/services/collector/event"),
            await _hec.PostAsync("/services/collector", [1], encoding: "br"),
        })
        {
            Assert.Equal("application/json; charset=UTF-8", said.Type);
            Assert.Matches("""^\{"text":"[^"]+","code":\d+(,"invalid-event-number":\d+)?(,"ackId":\d+)?\}$""", said.Body);
        }
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}

/// <summary>One service for all tests of a class.</summary>
public sealed class HecFixture : IAsyncLifetime
{
    internal Hec Hec { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Hec = new();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => Hec.DisposeAsync();
}
