using System.Diagnostics;
using TrailWatch.Collector.Intake;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;
using TrailWatch.Http;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Collector;

/// <summary>
/// Where a request with a token comes in and its answer goes out: every end of it, an outage and a mistake of ours included, is one
/// of Splunk's codes. A sender's fault is never 5xx and never ours 4xx: senders drop what is answered with 4xx.
/// </summary>
internal sealed class CollectorDesk(Doorkeeper doorkeeper, CollectorHealth health, CollectorMetrics metrics, ILogger<CollectorDesk> log)
{
    public delegate Task<ReplyResult> Work(HttpRequest request, CollectorToken token, CancellationToken cancellation);

    public async Task<ReplyResult> ServeAsync(HttpRequest request, string route, Work work, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var token = doorkeeper.Admit(request, out var refusal);
        var reply = health.IsStopping ? new(ReplyCode.ShuttingDown)
            : token is null ? new(refusal)
            : await TryAsync(work, request, token, cancellation).ConfigureAwait(false);
        metrics.Answered(token?.Name, route, reply.Code, Stopwatch.GetElapsedTime(started));
        return reply;
    }

    private async Task<ReplyResult> TryAsync(Work work, HttpRequest request, CollectorToken token, CancellationToken cancellation)
    {
        try
        {
            return await work(request, token, cancellation).ConfigureAwait(false);
        }
        catch (RequestBodyException e)
        {
            return new(OfStatus(e.Status));
        }
        catch (BadHttpRequestException e)
        {
            return new(OfStatus(e.StatusCode));
        }
        catch (Exception e) when (e is TableChangedException || StoreOutage.Is(e))
        {
            log.LogWarning("The store is away, {Token} is to send again: {Reason}", token.Name, e.Message);
            return new(ReplyCode.Busy);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "A request of {Token} failed.", token.Name);
            return new(ReplyCode.InternalError);
        }
    }

    private static ReplyCode OfStatus(int status) => status switch
    {
        // Who was too slow, perhaps because we were, is to come again.
        StatusCodes.Status408RequestTimeout => ReplyCode.Busy,
        StatusCodes.Status413PayloadTooLarge => ReplyCode.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => ReplyCode.UnsupportedEncoding,
        _ => ReplyCode.InvalidFormat,
    };
}
