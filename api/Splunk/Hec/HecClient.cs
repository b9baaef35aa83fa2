using Refit;

namespace TrailWatch.Splunk.Hec;

/// <summary>
/// One endpoint. A call never throws for what the network or the server does: each end is a verdict. It does not retry, for only
/// the worker knows what of a batch is left to send.
/// </summary>
/// <param name="name">For logs and settlements: host, port and path.</param>
internal sealed class HecClient(string name, IHecApi api, HecToken token, HecOptions options, TimeProvider time, HecMetrics metrics)
{
    public string Name => name;

    public Task<HecVerdict> SendAsync(ReadOnlyMemory<byte> events, string channel, CancellationToken cancellation)
    {
        var body = HecBody.Of(events, options);
        metrics.Sending(body);
        return CallAsync("event", body, c => api.SendAsync(body, channel, c), cancellation);
    }

    public async Task<HecAckAnswer> AskAcksAsync(IReadOnlyCollection<long> ids, string channel, CancellationToken cancellation)
    {
        var body = HecBody.Plain(HecAckAnswer.Question(ids));
        string? text = null;
        var verdict = await CallAsync(
            "ack",
            body,
            async c =>
            {
                var answer = await api.AskAcksAsync(body, channel, c).ConfigureAwait(false);
                text = answer.Content;
                return answer;
            },
            cancellation).ConfigureAwait(false);
        return new HecAckAnswer(verdict, verdict.IsSuccess ? HecAckAnswer.Read(text, ids) : []);
    }

    /// <summary>Says whether the collector is up and has room. Splunk does not look at the token here.</summary>
    public Task<HecVerdict> HealthAsync(CancellationToken cancellation) =>
        CallAsync("health", HecBody.Plain(default), api.HealthAsync, cancellation);

    private async Task<HecVerdict> CallAsync(
        string route, HecBody body, Func<CancellationToken, Task<IApiResponse<string>>> call, CancellationToken cancellation)
    {
        if (!token.TryRead(out var secret, out var fault))
        {
            return new HecVerdict(HecOutcome.Held, fault!);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var started = time.GetTimestamp();
        metrics.InFlight(1);
        HecVerdict verdict;
        try
        {
            using var answer = await call(either.Token).ConfigureAwait(false);
            verdict = answer.HasRequestError(out var error)
                ? HecFailure.Of(error, body, limit.IsCancellationRequested)
                : HecAnswer.Of(answer, body.PlainBytes, time);
        }
        catch (Exception e) when (HecFailure.IsExpected(e))
        {
            verdict = HecFailure.Of(e, body, limit.IsCancellationRequested);
        }
        finally
        {
            metrics.InFlight(-1);
        }

        // Something on the way may show what it was sent.
        verdict = verdict with { Reason = verdict.Reason.Replace(secret, "(token)", StringComparison.OrdinalIgnoreCase) };
        metrics.Answered(route, verdict, time.GetElapsedTime(started));
        return verdict;
    }
}
