using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Collector.Acks;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;
using TrailWatch.Evaluation;
using TrailWatch.Findings.Outbox;
using TrailWatch.Http;
using TrailWatch.Identities;

namespace TrailWatch.Collector.Intake;

/// <summary>
/// The way of events through the collector. What is answered as taken has been evaluated, and its findings are stored and queued,
/// so there is no queue that could run over or be lost; whoever finds no room hears so before a byte is read.
/// </summary>
internal sealed class EventIntake(
    IntakeGate gate,
    Evaluator evaluator,
    DirectoryCache directory,
    AckStore acks,
    OriginalOutbox originals,
    CollectorMetrics metrics,
    IOptions<CollectorOptions> options,
    IOptions<HttpLimits> limits,
    TimeProvider clock,
    ILogger<EventIntake> log)
{
    public delegate Taken BodyReader(ReadOnlyMemory<byte> body, CollectorToken token, HttpRequest request, ReaderLimits limits);

    public async Task<ReplyResult> TakeAsync(HttpRequest request, CollectorToken token, BodyReader reader, CancellationToken cancellation)
    {
        // 1. On which channel?
        var channel = "";
        if (token.May.UseAck && AckChannel.Read(request, out channel) is { } wrong)
        {
            return new(wrong);
        }

        // 2. Is there room? Before the directory has been read once, nobody could be told from a stranger.
        using var entry = directory.Loaded ? await gate.EnterAsync(request, cancellation).ConfigureAwait(false) : null;
        if (entry is null)
        {
            return NoRoom();
        }

        if (token.May.UseAck && !await acks.HasRoomAsync(token.Name, channel).ConfigureAwait(false))
        {
            return AcksFull();
        }

        // What is passed through waits in the store while Splunk is away, and not without end.
        if (options.Value.PassThrough && await originals.PendingAsync().ConfigureAwait(false) >= options.Value.MaxPassing)
        {
            return NoRoom();
        }

        metrics.InFlight(1);
        try
        {
            // 3. What does it hold?
            if (request.ContentLength == 0)
            {
                return new(ReplyCode.NoData);
            }

            using var body = await CollectorBody.ReadAsync(request, options.Value, cancellation).ConfigureAwait(false);
            var taken = reader(body.Memory, token, request, limits.Value.Reader(clock.GetUtcNow()));
            metrics.Took(token.Name, body.Length, taken);
            if (taken.Events == 0 && taken.Fault is { } nothing)
            {
                return new(nothing, taken.FaultAt);
            }

            var passing = options.Value.PassThrough ? taken.Originals() : [];
            if (passing.Any(envelope => envelope.Event.Length > Originals.MostEventBytes))
            {
                return new(ReplyCode.TooLarge);
            }

            // 4. Evaluated, and its findings stored and queued in the same step.
            await EvaluateAsync(token.Name, taken.Batch).ConfigureAwait(false);

            // 5. Passed through, where that is wanted.
            await originals.AddAsync([.. Originals.Pieces(passing)]).ConfigureAwait(false);

            // 6. Now it may be acknowledged.
            return token.May.UseAck
                ? await AcknowledgeAsync(token.Name, channel, taken).ConfigureAwait(false)
                : new(taken.Fault ?? ReplyCode.Success, taken.FaultAt);
        }
        finally
        {
            metrics.InFlight(-1);
        }
    }

    private async Task EvaluateAsync(string token, RecordBatch batch)
    {
        if (batch.Rejected.Where(r => !Foreign.Is(r)).Select(r => r.Code).ToList() is { Count: > 0 } bad)
        {
            // HEC's answer has no place for it.
            log.LogWarning(
                "{Token}: {Bad} of {Received} CloudTrail records cannot be evaluated: {Codes}", token, bad.Count, batch.Received,
                string.Join(", ", bad.Distinct()));
        }

        if (batch.Received > batch.Rejected.Count)
        {
            metrics.Evaluated(token, await evaluator.EvaluateAsync(batch, EvaluationMode.Evaluate).ConfigureAwait(false));
        }
    }

    private async Task<ReplyResult> AcknowledgeAsync(string token, string channel, Taken taken)
    {
        if (await acks.GiveAsync(token, channel).ConfigureAwait(false) is not { } id)
        {
            return AcksFull();
        }

        metrics.Acks(token, "given", 1);
        return new(taken.Fault ?? ReplyCode.Success, taken.FaultAt, id);
    }

    private ReplyResult AcksFull() => new(ReplyCode.AcksFull) { RetryAfter = options.Value.RetryAfterSeconds };

    private ReplyResult NoRoom() => options.Value.WhenFull == WhenFull.TooManyRequests
        ? new(ReplyCode.QueueFull) { RetryAfter = options.Value.RetryAfterSeconds }
        : new(ReplyCode.Busy);
}
