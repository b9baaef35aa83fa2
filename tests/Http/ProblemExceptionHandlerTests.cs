using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;
using TrailWatch.Http;
using TrailWatch.Identities;
using Xunit;

namespace TrailWatch.Tests.Http;

public sealed class ProblemExceptionHandlerTests
{
    public static TheoryData<string, int, string> Cases() => new()
    {
        { "body", 413, "too-large" },
        { "bad-request", 408, "bad-request" },
        { "Loading", 503, "store-away" },
        { "OutOfMemory", 503, "store-away" },
        { "ReadOnly", 503, "store-away" },
        { "ClusterDown", 503, "store-away" },
        { "MasterDown", 503, "store-away" },
        { "WrongType", 500, "internal" },
        { "timeout", 503, "store-away" },
        { "connection", 503, "store-away" },
        { "changed", 503, "store-away" },
        { "secret", 500, "internal" },
    };

    private static Exception Make(string kind) => kind switch
    {
        "body" => new RequestBodyException(413, "too-large", "Too much."),
        "bad-request" => new BadHttpRequestException("Too slow.", 408),
        "timeout" => new RedisTimeoutException(CommandFlags.None, "late", CommandStatus.Sent),
        "connection" => new RedisConnectionException(ConnectionFailureType.SocketClosed, CommandFlags.None, "gone", null, CommandStatus.Unknown),
        "changed" => new TableChangedException(),
        "secret" => new InvalidOperationException("secret"),
        _ => new RedisServerException(Enum.Parse<RedisErrorKind>(kind), CommandFlags.None, "refused"),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_exception_has_its_answer(string kind, int status, string code)
    {
        await using var host = await ServiceHost.StartAsync(
            builder => builder.Services.AddProblems(),
            app =>
            {
                app.UseExceptionHandler();
                app.MapGet("/", IResult () => throw Make(kind));
            });
        using var response = await host.Client.GetAsync("/", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var problem = JsonElement.Parse(text);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 503, response.Headers.RetryAfter is not null);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal($"{problem.GetProperty("title")}: {problem.GetProperty("detail")}", problem.GetProperty("error").GetString());
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_framework_answers_has_its_sentence_too()
    {
        await using var host = await ServiceHost.StartAsync(
            builder => builder.Services.AddProblems(),
            app =>
            {
                app.UseStatusCodePages();
                app.MapGet("/", () => "");
            });
        using var response = await host.Client.GetAsync("/nowhere", TestContext.Current.CancellationToken);
        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("Not Found: There is no such path", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
