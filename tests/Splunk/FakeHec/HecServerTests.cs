using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>Holds the fake to what was measured of Splunk, for a test on it is worth no more than it is.</summary>
public sealed class HecServerTests : IAsyncLifetime
{
    private const string Ok = """{"event":{"a":1}}""";

    private readonly HttpClient _client = new();
    private HecServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await HecServer.StartAsync();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }

    [Theory]
    [InlineData(Ok + Ok, 200, """{"text":"Success","code":0}""", 2)]
    [InlineData(Ok + "\n" + """{"event":""}""", 400, """{"text":"Event field cannot be blank","code":13,"invalid-event-number":1}""", 1)]
    [InlineData(Ok + """{"event":{}}""" + Ok, 400, """{"text":"Event field cannot be blank","code":13,"invalid-event-number":1}""", 1)]
    [InlineData(Ok + """{"time":1}""", 400, """{"text":"Event field is required","code":12,"invalid-event-number":1}""", 1)]
    [InlineData(Ok + "{not json" + Ok, 400, """{"text":"Invalid data format","code":6,"invalid-event-number":1}""", 1)]
    [InlineData("""{"event":""}{not json""", 400, """{"text":"Event field cannot be blank","code":13,"invalid-event-number":0}""", 0)]
    [InlineData(Ok + """{"event":{"a":1},"index":"other"}""" + Ok, 400, """{"text":"Incorrect index","code":7,"invalid-event-number":2}""", 1)]
    [InlineData("""{"event":{"a":1},"index":"other"}""", 400, """{"text":"Incorrect index","code":7,"invalid-event-number":1}""", 0)]
    [InlineData("""{"event":{"a":1},"fields":{"x":{"y":1}}}""", 400, """{"text":"Error in handling indexed fields","code":15,"invalid-event-number":0}""", 0)]
    [InlineData("""{"event":{"a":1},"time":1.791E9}""", 400, """{"text":"Error in handling indexed fields","code":15,"invalid-event-number":0}""", 0)]
    [InlineData("", 400, """{"text":"No data","code":5}""", 0)]
    [InlineData(Ok + """{"event":{"a":1},"unknown":1}""" + Ok, 200, """{"text":"Success","code":0}""", 1)]
    [InlineData("""{"fields":{"a":"1"}}""" + Ok, 200, """{"text":"Success","code":0}""", 1)]
    public async Task A_request_is_read_in_order_up_to_its_first_fault(string body, int status, string answer, int indexed)
    {
        _server.AllowedIndexes = ["main"];
        Assert.Equal((status, answer), await PostAsync("event", body));
        Assert.Equal(indexed, _server.Index.Count);
    }

    [Theory]
    [InlineData(null, 401, 2)]
    [InlineData("Bearer x", 401, 3)]
    [InlineData("Splunk x", 403, 4)]
    [InlineData("Splunk off", 403, 1)]
    public async Task A_wrong_token_is_refused_before_anything_else(string? authorization, int status, int code)
    {
        _server.Disabled.Add("off");
        var (got, answer) = await PostAsync("event", "{not json", authorization: authorization);
        Assert.Equal(status, got);
        Assert.Contains($"\"code\":{code}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acknowledgement_is_true_once_and_only_on_its_channel()
    {
        _server.UseAck = true;
        const string Mine = "11111111-0000-0000-0000-000000000000", Other = "22222222-0000-0000-0000-000000000000";
        Assert.Equal("""{"text":"Success","code":0,"ackId":0}""", (await PostAsync("event", Ok, Mine)).Answer);
        Assert.Equal("""{"text":"Success","code":0,"ackId":1}""", (await PostAsync("event", Ok, Mine)).Answer);
        Assert.Equal("""{"acks":{"0":false}}""", (await PostAsync("ack", """{"acks":[0]}""", Other)).Answer);
        Assert.Equal("""{"acks":{"0":true,"7":false}}""", (await PostAsync("ack", """{"acks":[0,7]}""", Mine)).Answer);
        Assert.Equal("""{"acks":{"0":false,"1":true}}""", (await PostAsync("ack", """{"acks":[0,1]}""", Mine)).Answer);
    }

    [Fact]
    public async Task With_acknowledgements_a_channel_is_demanded_and_the_events_before_a_fault_are_acknowledged()
    {
        _server.UseAck = true;
        Assert.Equal("""{"text":"Data channel is missing","code":10}""", (await PostAsync("event", Ok)).Answer);
        Assert.Equal(
            """{"text":"Invalid data format","code":6,"invalid-event-number":1,"ackId":0}""",
            (await PostAsync("event", Ok + "{", Guid.NewGuid().ToString())).Answer);
    }

    [Fact]
    public async Task Without_acknowledgements_asking_for_one_is_code_14() =>
        Assert.Equal((400, """{"text":"ACK is disabled","code":14}"""), await PostAsync("ack", """{"acks":[0]}"""));

    [Theory]
    [InlineData(17, 200)]
    [InlineData(16, 400)]
    public async Task Too_large_a_request_is_called_a_wrong_format_of_the_first_event(int most, int status)
    {
        _server.MaxBytes = most;
        var (got, answer) = await PostAsync("event", Ok);
        Assert.Equal(status, got);
        Assert.Equal(status == 400, answer == """{"text":"Invalid data format","code":6,"invalid-event-number":0}""");
    }

    private async Task<(int Status, string Answer)> PostAsync(
        string route, string body, string? channel = null, string? authorization = "Splunk " + HecServer.Token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_server.Url}/services/collector/{route}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        if (channel is not null)
        {
            request.Headers.Add("X-Splunk-Request-Channel", channel);
        }

        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
