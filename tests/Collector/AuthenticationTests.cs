using System.Text;
using TrailWatch.Collector.Tokens;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class AuthenticationTests(HecFixture shared) : IClassFixture<HecFixture>
{
    private const string Event = """{"event":"x"}""";
    private readonly Hec _hec = shared.Hec;

    [Theory]
    [InlineData(null, """401 {"text":"Token is required","code":2}""")]
    [InlineData("Splunk", """401 {"text":"Token is required","code":2}""")]
    [InlineData("Bearer " + Hec.Plain, """401 {"text":"Invalid authorization","code":3}""")]
    [InlineData(Hec.Plain, """401 {"text":"Invalid authorization","code":3}""")]
    [InlineData("Basic %%%", """401 {"text":"Invalid authorization","code":3}""")]
    [InlineData("Splunk nobody-has-this-one", """403 {"text":"Invalid token","code":4}""")]
    [InlineData("Splunk " + Hec.Off, """403 {"text":"Token disabled","code":1}""")]
    [InlineData("Splunk " + Hec.Plain, "200 " + Hec.Success)]
    [InlineData("sPLUNK   " + Hec.Plain, "200 " + Hec.Success)]
    public async Task H10_The_header_says_whose_request_it_is(string? header, string answer) =>
        Assert.Equal(answer, $"{await PostAsync(header)}");

    [Theory, InlineData("x:"), InlineData(":"), InlineData("any user:")]
    public async Task H11_Basic_brings_the_token_as_password(string user)
    {
        Assert.Equal("200 " + Hec.Success, $"{await PostAsync(Basic(user + Hec.Plain))}");
        Assert.Equal(403, (await PostAsync(Basic(user + "wrong"))).Status);
    }

    [Theory]
    [InlineData(Hec.Plain, "200 " + Hec.Success)]
    [InlineData(Hec.Acking, """400 {"text":"Query string authorization is not enabled","code":16}""")]
    [InlineData("wrong", """403 {"text":"Invalid token","code":4}""")]
    [InlineData("", """401 {"text":"Token is required","code":2}""")]
    public async Task H12_A_token_in_the_query_needs_leave(string token, string answer) =>
        Assert.Equal(answer, $"{await PostAsync(null, "?token=" + token)}");

    [Fact]
    public async Task H13_A_hash_is_enough_two_tokens_hold_while_they_change_and_a_file_is_read_anew()
    {
        using var folder = new ScratchDirectory();
        var file = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(file, "file-token-before-1\n", TestContext.Current.CancellationToken);
        await using var hec = Hec.With(
            ("Collector:Tokens:hashed:Hash", TokenHash.Hex("the-old-one-of-two").ToUpperInvariant()),
            ("Collector:Tokens:hashed:Hashes:0", TokenHash.Hex("the-new-one-of-two")),
            ("Collector:Tokens:filed:TokenFile", file));
        Assert.Equal(200, (await hec.EventsAsync(Event, "the-old-one-of-two")).Status);
        Assert.Equal(200, (await hec.EventsAsync(Event, "the-new-one-of-two")).Status);
        Assert.Equal(403, (await hec.EventsAsync(Event, TokenHash.Hex("the-new-one-of-two"))).Status);
        Assert.Equal(200, (await hec.EventsAsync(Event, "file-token-before-1")).Status);
        await File.WriteAllTextAsync(file, "file-token-after-12\nfile-token-after-13\n", TestContext.Current.CancellationToken);
        Assert.Equal(403, (await hec.EventsAsync(Event, "file-token-before-1")).Status);
        Assert.Equal(200, (await hec.EventsAsync(Event, "file-token-after-12")).Status);
        Assert.Equal(200, (await hec.EventsAsync(Event, "file-token-after-13")).Status);
    }

    [Fact]
    public async Task H14_A_refusal_comes_before_the_body_and_is_seen_by_who_still_sends()
    {
        const int Length = 8 << 20;
        using var wire = await _hec.WireAsync($"""
            POST /services/collector/event HTTP/1.1
            Host: x
            Authorization: Splunk wrong
            Content-Length: {Length}


            """);
        Assert.Equal("""403 {"text":"Invalid token","code":4}""", $"{await wire.AnswerAsync()}");

        using var slow = await _hec.WireAsync($"""
            POST /services/collector/event HTTP/1.1
            Host: x
            Authorization: Splunk wrong
            Content-Length: {Length}


            """, new byte[Length]);
        Assert.Equal(403, (await slow.AnswerAsync()).Status);
    }

    [Fact]
    public async Task Without_a_token_in_the_configuration_nobody_may_send()
    {
        await using var hec = new Hec(Service.TrailWatchFactory.With());
        Assert.Equal("""403 {"text":"Invalid token","code":4}""", $"{await hec.EventsAsync(Event)}");
        Assert.Equal(200, (await hec.SendAsync(HttpMethod.Get, "/services/collector/health")).Status);
    }

    private Task<HecSaid> PostAsync(string? authorization, string query = "") => _hec.SendAsync(
        HttpMethod.Post, "/services/collector/event" + query, new ByteArrayContent(Encoding.UTF8.GetBytes(Event)),
        authorization is null ? [] : [("Authorization", authorization)]);

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
}
