using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Cuts what is to be sent into requests: one index each, in the order it came, within the limits of count and bytes.</summary>
internal static class Batching
{
    /// <summary>Between two events of a request.</summary>
    private const byte Separator = (byte)'\n';

    public static IEnumerable<IReadOnlyList<OutgoingEvent>> Cut(IEnumerable<OutgoingEvent> events, HecBatchOptions limits) =>
        events.GroupBy(one => one.Index, StringComparer.Ordinal).SelectMany(group => CutOne(group, limits));

    public static ReadOnlyMemory<byte> Body(IReadOnlyList<OutgoingEvent> batch)
    {
        var body = new byte[batch.Sum(one => one.Envelope.Length + 1)];
        var end = 0;
        foreach (var one in batch)
        {
            one.Envelope.CopyTo(body, end);
            end += one.Envelope.Length;
            body[end++] = Separator;
        }

        return body.AsMemory(0, end - 1);
    }

    private static IEnumerable<IReadOnlyList<OutgoingEvent>> CutOne(IEnumerable<OutgoingEvent> events, HecBatchOptions limits)
    {
        List<OutgoingEvent> batch = [];
        var bytes = 0;
        foreach (var one in events)
        {
            if (batch.Count > 0 && (batch.Count == limits.Count || bytes + one.Envelope.Length + 1 > limits.Bytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(one);
            bytes += one.Envelope.Length + 1;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
