using TrailWatch.Collector.Acks;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;
using TrailWatch.Http;

namespace TrailWatch.Collector.Intake;

/// <summary>Answers who asks for acknowledgements.</summary>
internal sealed class AckAnswers(AckStore acks, CollectorMetrics metrics)
{
    /// <summary>A hundred thousand numbers; senders ask for a thousand at most.</summary>
    private const int MostBytes = 1 << 20;

    public async Task<ReplyResult> AnswerAsync(HttpRequest request, CollectorToken token, CancellationToken cancellation)
    {
        if (!token.May.UseAck)
        {
            return new(ReplyCode.AckDisabled);
        }

        if (AckChannel.Read(request, out var channel) is { } wrong)
        {
            return new(wrong);
        }

        using var body = await RequestBody.ReadAsync(request, MostBytes, MostBytes, cancellation).ConfigureAwait(false);
        if (AckQuestion.Read(body.Memory) is not { } asked)
        {
            return new(ReplyCode.InvalidFormat);
        }

        var answers = await acks.AskAsync(token.Name, channel, asked).ConfigureAwait(false);
        metrics.Acks(token.Name, "true", answers.Values.Count(a => a));
        metrics.Acks(token.Name, "false", answers.Values.Count(a => !a));
        return new(ReplyCode.Success) { Acks = new(answers) };
    }
}
