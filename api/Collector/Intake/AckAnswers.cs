using Microsoft.Extensions.Options;
using TrailWatch.Collector.Acks;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector.Intake;

/// <summary>Answers who asks for acknowledgements.</summary>
internal sealed class AckAnswers(AckStore acks, CollectorMetrics metrics, IOptions<CollectorOptions> options)
{
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

        using var body = await CollectorBody.ReadAsync(request, options.Value, cancellation).ConfigureAwait(false);
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
