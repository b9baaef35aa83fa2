using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>Single entries of the directory, as a playbook changes them.</summary>
public sealed class DirectoryChangeTests : IAsyncDisposable
{
    private const string Identities = "/v1/identities";
    private const string Accounts = "/v1/service-accounts";
    private readonly TrailWatchFactory _service = new();
    private readonly HttpClient _client;

    public DirectoryChangeTests() => _client = _service.CreateClient();

    [Fact]
    public async Task An_ARN_needs_no_encoding_in_the_path()
    {
        const string arn = "arn:aws:iam::111122223333:role/ci/deploy";
        (await SendAsync("PATCH", Accounts, $$"""{"items":[{"identity":"{{arn}}"}]}""")).Good();
        Assert.Equal(arn, (await SendAsync("GET", $"{Accounts}/{arn.ToUpperInvariant()}")).Good().Text("identity"));
        Assert.Equal(204, (await SendAsync("DELETE", $"{Accounts}/{arn}")).Status);
        (await SendAsync("DELETE", $"{Accounts}/{arn}")).Problem(404, "no-such-entry");
    }

    [Theory]
    [InlineData(null), InlineData("application/json"), InlineData("application/merge-patch+json"), InlineData("text/plain"), InlineData("application/x-www-form-urlencoded")]
    public async Task A_merge_patch_changes_what_it_names_and_clears_what_is_null(string? type)
    {
        await PutAsync(Identities, """{"items":[{"identity":["alice","al"],"email":"alice@corp.example","bunit":"shop","endDate":"2026-03-02T10:00:00Z"}]}""");
        var changed = (await SendAsync("PATCH", $"{Identities}/AL", """{"bunit":null,"priority":"high","endDate":"2026-04-01T00:00:00.5+02:00"}""", type)).Good();
        Assert.Equal(
            """{"identity":["alice","al"],"enabled":true,"startDate":null,"endDate":"2026-03-31T22:00:00.5Z","lastActivity":null,"email":"alice@corp.example","bunit":null,"priority":"high"}""",
            changed.Body);
        Assert.Equal(changed.Body, (await SendAsync("GET", $"{Identities}/alice@corp.example")).Body);
        (await SendAsync("PATCH", $"{Identities}/alice", """{"identity":["alicia"]}""", type)).Good();
        (await SendAsync("GET", $"{Identities}/al")).Problem(404, "no-such-entry");
        (await SendAsync("GET", $"{Identities}/alicia")).Good();
    }

    [Fact]
    public async Task Every_fault_of_a_patch_is_told_by_its_field_and_nothing_changes()
    {
        await PutAsync(Accounts, """{"items":[{"identity":"ci-bot","owner":"me"},{"identity":"x"},{"identity":"X"}]}""");
        var one = await SendAsync("PATCH", $"{Accounts}/ci-bot", """{"identity":null,"owner":3,"expires":"soon","expire":"2030-01-01"}""");
        one.Problem(400, "validation");
        Assert.Equal(["expire", "expires", "identity", "owner"], one.Json["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));

        var many = await SendAsync("PATCH", Accounts, """{"items":[{"identity":"ci-bot","owner":"you"},{"owner":"who"},{"identity":"new","expires":4},{"identity":"x"},7]}""");
        many.Problem(400, "validation");
        Assert.Equal(["items[1].identity", "items[4]"], many.Json["errors"]!.AsObject().Select(e => e.Key));
        many = await SendAsync("PATCH", Accounts, """{"items":[{"identity":"ci-bot","owner":"you"},{"identity":"new","expires":4},{"identity":"x"}]}""");
        Assert.Equal(["items[1].expires", "items[2].identity"], many.Json["errors"]!.AsObject().Select(e => e.Key));
        Assert.Equal("me", (await SendAsync("GET", $"{Accounts}/ci-bot")).Text("owner"));

        (await SendAsync("GET", $"{Accounts}/x")).Problem(409, "ambiguous-name");
        (await SendAsync("DELETE", $"{Accounts}/x")).Problem(409, "ambiguous-name");
        (await SendAsync("DELETE", Accounts)).Problem(400, "no-identity");
        (await SendAsync("PATCH", $"{Accounts}/ci-bot", "identity\nci-bot", "text/csv")).Problem(415, "unsupported-media-type");
        (await SendAsync("PATCH", Accounts, "identity\nci-bot", null)).Problem(415, "unsupported-media-type");
        foreach (var body in new[] { "", "[]", "null", "{", "{}{}", """{"owner":"\ud800"}""" })
        {
            (await SendAsync("PATCH", $"{Accounts}/ci-bot", body, "application/json")).Problem(400, "bad-json");
        }
    }

    [Fact]
    public async Task A_patch_of_the_table_adds_and_renews_and_keeps_the_rest()
    {
        await PutAsync(Identities, """{"items":[{"identity":["alice","al"],"bunit":"shop"},{"identity":"bob"}]}""");
        var answer = (await SendAsync("PATCH", Identities, """
            {"items":[{"identity":"AL","enabled":false,"why":"left"},{"identity":["carol"]},{"identity":["alice","alice@corp.example"],"bunit":null},{"identity":"bob"}]}
            """)).Good();
        Assert.Equal("""{"items":3,"notes":["The column why means nothing here and was ignored."],"added":1,"changed":1}""", answer.Body);
        var items = (await _client.ReadAsync(Identities)).Items.ToList();
        Assert.Equal(["""["alice","al","alice@corp.example"]""", """["bob"]""", """["carol"]"""], items.Select(i => i["identity"]!.ToJsonString()));
        Assert.False(items[0]["enabled"]!.GetValue<bool>());
        Assert.Null(items[0]["bunit"]);
    }

    [Fact]
    public async Task If_Match_refuses_a_change_of_what_somebody_else_has_changed()
    {
        var first = await TagAsync("PUT", Accounts, """{"items":[{"identity":"ci-bot"}]}""");
        var csv = await TagAsync("GET", Accounts, accept: "text/csv");
        Assert.NotEqual(first, csv);
        var entry = await TagAsync("GET", $"{Accounts}/ci-bot");
        var renewed = await TagAsync("PATCH", $"{Accounts}/ci-bot", """{"owner":"me"}""", ifMatch: entry);
        Assert.Equal(renewed, await TagAsync("GET", $"{Accounts}/ci-bot"));

        foreach (var old in new[] { first, csv, "\"nope\"", $"W/{first}" })
        {
            (await SendAsync("PUT", Accounts, """{"items":[]}""", ifMatch: old)).Problem(412, "changed-since");
            (await SendAsync("PATCH", Accounts, """{"items":[{"identity":"x"}]}""", ifMatch: old)).Problem(412, "changed-since");
            (await SendAsync("DELETE", $"{Accounts}?identity=ci-bot", ifMatch: old)).Problem(412, "changed-since");
        }

        (await SendAsync("PATCH", $"{Accounts}/ci-bot", """{"owner":"you"}""", ifMatch: entry)).Problem(412, "changed-since");
        (await SendAsync("DELETE", $"{Accounts}/ci-bot", ifMatch: entry)).Problem(412, "changed-since");
        (await SendAsync("DELETE", $"{Accounts}/ci-bot", ifMatch: "3")).Problem(400);
        (await SendAsync("DELETE", $"{Accounts}/nobody", ifMatch: "*")).Problem(404);
        Assert.Equal(204, (await SendAsync("DELETE", $"{Accounts}/ci-bot", ifMatch: $"{entry}, {renewed}")).Status);
        (await SendAsync("PUT", Accounts, """{"items":[]}""", ifMatch: "*")).Good();
        var now = await TagAsync("GET", Accounts, accept: "text/csv");
        (await SendAsync("PUT", Accounts, "identity\na", ifMatch: now)).Good();
    }

    [Fact]
    public async Task If_None_Match_is_told_that_nothing_has_changed()
    {
        var tag = await TagAsync("PUT", Accounts, """{"items":[{"identity":"ci-bot"}]}""");
        Assert.Equal(304, (await SendAsync("GET", Accounts, ifNoneMatch: $"W/{tag}")).Status);
        Assert.Equal(200, (await SendAsync("GET", Accounts, ifNoneMatch: tag, accept: "text/csv")).Status);
        Assert.Equal(200, (await SendAsync("GET", Accounts, ifNoneMatch: "\"0\"")).Status);
        var entry = await TagAsync("GET", $"{Accounts}/ci-bot");
        Assert.Equal(304, (await SendAsync("GET", $"{Accounts}/ci-bot", ifNoneMatch: entry)).Status);
        await PutAsync(Identities, """{"items":[{"identity":"alice"}]}""");
        Assert.Equal(304, (await SendAsync("GET", Accounts, ifNoneMatch: tag)).Status);
        await SendAsync("PATCH", $"{Accounts}/ci-bot", """{"ticket":"1"}""");
        Assert.Equal(200, (await SendAsync("GET", Accounts, ifNoneMatch: tag)).Status);
        Assert.Equal(200, (await SendAsync("GET", $"{Accounts}/ci-bot", ifNoneMatch: entry)).Status);
    }

    [Fact]
    public async Task Owner_reason_ticket_and_expiry_go_in_and_out_in_every_form()
    {
        await PutAsync(Accounts, "identity,owner,reason,ticket,expires\nci-bot,me,deploys,T-1,2030-01-01\n", "text/csv");
        const string json = """{"identity":"ci-bot","owner":"me","reason":"deploys","ticket":"T-1","expires":"2030-01-01T00:00:00Z"}""";
        Assert.Equal(json, (await SendAsync("GET", $"{Accounts}/ci-bot")).Body);
        await PutAsync(Accounts, $$"""{"items":[{{json}}]}""");
        Assert.Equal(json, (await SendAsync("PATCH", $"{Accounts}/ci-bot", "{}")).Body);
        await SendAsync("PATCH", Accounts, """{"items":[{"identity":"CI-BOT","expires":"2031-01-01T00:00:00Z"}]}""");
        var csv = await SendAsync("GET", Accounts, accept: "text/csv");
        Assert.Equal("identity,owner,reason,ticket,expires\nci-bot,me,deploys,T-1,2031-01-01T00:00:00Z\n", csv.Body.ReplaceLineEndings("\n"));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    private async Task PutAsync(string path, string body, string? type = "application/json") => (await _client.PutAsync(path, body, type)).Good();

    private async Task<string> TagAsync(string method, string path, string? body = null, string? ifMatch = null, string? accept = null)
    {
        using var request = Request(method, path, body, null, ifMatch, null, accept);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response.Headers.ETag!.ToString();
    }

    private async Task<Answer> SendAsync(
        string method, string path, string? body = null, string? type = null, string? ifMatch = null, string? ifNoneMatch = null, string? accept = null)
    {
        using var request = Request(method, path, body, type, ifMatch, ifNoneMatch, accept);
        return await _client.AskAsync(request);
    }

    private static HttpRequestMessage Request(
        string method, string path, string? body, string? type, string? ifMatch, string? ifNoneMatch, string? accept)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in new[] { ("If-Match", ifMatch), ("If-None-Match", ifNoneMatch), ("Accept", accept) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
