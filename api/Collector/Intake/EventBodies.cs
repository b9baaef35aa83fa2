using TrailWatch.CloudTrail;
using TrailWatch.Collector.Reading;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector.Intake;

/// <summary>A body of <c>/event</c>: envelopes, and CloudTrail in their <c>event</c>.</summary>
internal static class EventBodies
{
    public static Taken Read(ReadOnlyMemory<byte> body, CollectorToken token, HttpRequest request, ReaderLimits limits)
    {
        if (EnvelopeTime.Of(request.Query, out var time) is { } wrong)
        {
            return Taken.Nothing(wrong);
        }

        var read = EnvelopeReader.Read(body, token.May, Provenance.Of(request.Query, token.May), time);
        var builder = new BatchBuilder(limits);
        var unrecognised = 0;
        foreach (var envelope in read.Envelopes)
        {
            var rejected = builder.Batch.Rejected.Count;
            var good = builder.TakeValue(envelope.Event.Span);
            if (builder.IsOverfull || builder.IsUnpackedTooFar)
            {
                return Taken.Nothing(ReplyCode.TooLarge);
            }

            if (!good && token.May.OnUnrecognised == OnUnrecognised.Reject)
            {
                return new(builder.Batch, envelope.Number, unrecognised, ReplyCode.InvalidFormat, envelope.Number)
                {
                    Originals = () => [.. read.Envelopes.TakeWhile(e => e.Number < envelope.Number)],
                };
            }

            unrecognised += !good && builder.Batch.Rejected.Skip(rejected).All(Foreign.Is) ? 1 : 0;
        }

        return new(builder.Batch, read.Envelopes.Count, unrecognised, read.Fault, Answered(read)) { Originals = () => read.Envelopes };
    }

    /// <summary>Splunk counts from 1 where an index is wrong, from 0 else.</summary>
    private static int? Answered(EnvelopesRead read) => read.FaultAt + (read.Fault == ReplyCode.IncorrectIndex ? 1 : 0);
}
