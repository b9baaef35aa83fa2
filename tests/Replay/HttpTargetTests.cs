using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.Evaluation;
using TrailWatch.Http;
using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Http;
using Xunit;

namespace TrailWatch.Tests.Replay;

/// <summary>A service of the test's own behind a real Kestrel, and pauses by a clock of the test's own.</summary>
public sealed class HttpTargetTests
{
    private const string Answer =
        """{"received":1,"evaluated":1,"duplicates":0,"skipped":0,"late":0,"rejected":[],"skippedReasons":{},"failedDetections":[],"skippedDetections":[],"findings":[],"new":1}""";

    private readonly FakeTimeProvider _clock = new();
    private readonly List<(TimeSpan Pause, string Why)> _pauses = [];
    private int _requests;

    [Theory, InlineData(EvaluationMode.Learn, "?mode=learn"), InlineData(EvaluationMode.Evaluate, "?mode=evaluate")]
    public async Task A_batch_arrives_as_it_is_with_mode_and_key(EvaluationMode mode, string query)
    {
        string? body = null, asked = null, key = null;
        await using var service = await ServiceAsync(async context =>
        {
            using var received = await RequestBody.ReadAsync(context.Request, 1 << 20, 1 << 20, CancellationToken.None);
            (body, asked, key) = (Encoding.UTF8.GetString(received.Span), context.Request.QueryString.Value, context.Request.Headers["X-API-Key"]);
            await context.Response.WriteAsync(Answer);
        });
        var answer = await SendAsync(service, mode);
        Assert.Equal((Make.Record(), query, "secret"), (body, asked, key));
        Assert.Equal(1, answer.Evaluated);
    }

    [Fact]
    public async Task A_service_that_is_away_is_asked_again_no_sooner_than_it_says()
    {
        await using var service = await ServiceAsync(context =>
        {
            if (_requests <= 2)
            {
                context.Response.StatusCode = _requests == 1 ? 503 : 429;
                context.Response.Headers.RetryAfter = "45";
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync(Answer);
        });

        var answer = await SendAsync(service);
        Assert.Equal(1, answer.Evaluated);
        Assert.Equal([(TimeSpan.FromSeconds(45), "it answered 503"), (TimeSpan.FromSeconds(45), "it answered 429")], _pauses);
        Assert.True(_clock.GetUtcNow() - _clock.Start >= TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        await using var service = await ServiceAsync(async context =>
        {
            context.Response.ContentLength = Answer.Length;
            await context.Response.WriteAsync(_requests == 1 ? Answer[..20] : Answer);
            if (_requests == 1)
            {
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });
        Assert.Equal(1, (await SendAsync(service)).Evaluated);
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task It_gives_up_after_minutes()
    {
        await using var service = await ServiceAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var stopped = await Assert.ThrowsAsync<ReplayStoppedException>(() => SendAsync(service));
        Assert.Contains("answered 503", stopped.Message, StringComparison.Ordinal);
        Assert.InRange(_clock.GetUtcNow() - _clock.Start, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(400, """{"error":"Bad Request: no JSON."}""", "answered 400: Bad Request: no JSON.")]
    [InlineData(401, """{"error":"Unauthorized: who are you?"}""", "TRAILWATCH_API_KEY")]
    [InlineData(413, """{"error":"Too large."}""", "--batch")]
    [InlineData(404, "<html>", "answered 404 Not Found")]
    public async Task A_refusal_is_passed_on_at_once_without_the_key(int status, string body, string said)
    {
        await using var service = await ServiceAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        var stopped = await Assert.ThrowsAsync<ReplayStoppedException>(() => SendAsync(service));
        Assert.Contains(said, stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", stopped.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 0), (_requests, _pauses.Count));
    }

    [Theory, InlineData("<html>"), InlineData("null"), InlineData("{}")]
    public async Task Something_that_is_no_TrailWatch_is_told(string body)
    {
        await using var service = await ServiceAsync(context => context.Response.WriteAsync(body));
        var stopped = await Assert.ThrowsAsync<ReplayStoppedException>(() => SendAsync(service));
        Assert.Contains("is it the right address?", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirection_is_told_and_the_key_goes_nowhere_else()
    {
        var others = 0;
        await using var elsewhere = await ServiceHost.StartAsync(_ => { }, app => app.MapPost("/v1/events", context =>
        {
            others++;
            return context.Response.WriteAsync(Answer);
        }));
        await using var service = await ServiceAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = new Uri(elsewhere.Client.BaseAddress!, "v1/events").ToString();
            return Task.CompletedTask;
        });
        var stopped = await Assert.ThrowsAsync<ReplayStoppedException>(() => SendAsync(service));
        Assert.Contains("answered 307", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(0, others);
    }

    [Fact]
    public async Task Nobody_there_is_told()
    {
        Uri address;
        await using (var service = await ServiceAsync(_ => Task.CompletedTask))
        {
            address = service.Client.BaseAddress!;
        }

        var stopped = await Assert.ThrowsAsync<ReplayStoppedException>(() => SendAsync(address, EvaluationMode.Evaluate));
        Assert.Contains("cannot be reached", stopped.Message, StringComparison.Ordinal);
        Assert.NotEmpty(_pauses);
        Assert.All(_pauses, p => Assert.Equal("it cannot be reached", p.Why));
    }

    private Task<ServiceHost> ServiceAsync(RequestDelegate events) => ServiceHost.StartAsync(_ => { }, app => app.MapPost("/v1/events", context =>
    {
        Interlocked.Increment(ref _requests);
        return events(context);
    }));

    private Task<EvaluationResult> SendAsync(ServiceHost service, EvaluationMode mode = EvaluationMode.Evaluate) =>
        SendAsync(service.Client.BaseAddress!, mode);

    private async Task<EvaluationResult> SendAsync(Uri address, EvaluationMode mode)
    {
        using var client = PatientClient.For(address, "secret", (pause, why) => _pauses.Add((pause, why)), _clock, PatientClient.Network());
        var answer = new HttpTarget(client).SendAsync(Encoding.UTF8.GetBytes(Make.Record()), mode, TestContext.Current.CancellationToken);
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, Task.Delay(1, TestContext.Current.CancellationToken));
            if (_pauses.Count >= _requests)
            {
                // Time passes between two requests only, or the wait for an answer could be over before the service has looked.
                _clock.Advance(TimeSpan.FromMilliseconds(200));
            }
        }

        return await answer;
    }
}
