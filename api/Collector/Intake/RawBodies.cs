using TrailWatch.CloudTrail;
using TrailWatch.Collector.Reading;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector.Intake;

/// <summary>
/// A body of <c>/raw</c>: one record a line, one document over many lines, or records run together as Firehose does. It is taken
/// whole or not at all.
/// </summary>
internal static class RawBodies
{
    public static Taken Read(ReadOnlyMemory<byte> body, CollectorToken token, HttpRequest request, ReaderLimits limits)
    {
        var whole = EnvelopeReader.Utf8(body);
        var text = whole.Span;
        if (text.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return Taken.Nothing(ReplyCode.NoData);
        }

        var from = Provenance.Of(request.Query, token.May);
        if (!token.May.Allows(from.Index))
        {
            return Taken.Nothing(ReplyCode.IncorrectIndex) with { FaultAt = 1 };
        }

        if (EnvelopeTime.Of(request.Query, out var time) is { } wrong)
        {
            return Taken.Nothing(wrong);
        }

        var builder = new BatchBuilder(limits);
        builder.TakeText(text);
        var batch = builder.Batch;
        return builder.IsOverfull || builder.IsUnpackedTooFar ? Taken.Nothing(ReplyCode.TooLarge)
            : batch.Rejected.Count > 0 && token.May.OnUnrecognised == OnUnrecognised.Reject
                ? Taken.Nothing(ReplyCode.InvalidFormat) with { FaultAt = batch.Rejected[0].Index }
            : new(batch, batch.Received, batch.Rejected.Count(Foreign.Is)) { Originals = () => RawEvents.Of(whole, time, from) };
    }
}
