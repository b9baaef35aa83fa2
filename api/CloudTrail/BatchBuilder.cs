using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Fills one batch from several texts, for a sender whose own envelope lies around each of them. What became of each is known at
/// once; the batch is the one that all of them in one body would have given.
/// </summary>
public sealed class BatchBuilder
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private readonly RecordWalk _walk;

    public BatchBuilder(ReaderLimits limits) => _walk = new RecordWalk(limits, Batch);

    public RecordBatch Batch { get; } = new();

    /// <summary>Set when a record more than the limit was met; from then on nothing is read.</summary>
    public bool IsOverfull => _walk.IsOverfull;

    /// <summary>Set when packed records of a subscription came to more than the limit; what is packed after it is not read.</summary>
    public bool IsUnpackedTooFar => _walk.IsUnpackedTooFar;

    /// <summary>Takes one JSON value; what a text holds is read as a value of its own. False where it gave only rejections.</summary>
    /// <param name="value">A single whole value.</param>
    public bool TakeValue(ReadOnlySpan<byte> value)
    {
        var json = new Utf8JsonReader(value, AnyDepth);
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            return TakeText(value);
        }

        using var inner = WrappedBytes.Of(ref json);
        return Take(inner.MayHoldObjects ? inner.Bytes : [], Fault.TextNotJson);
    }

    /// <summary>Takes a text of JSON values: one, one a line, or run together. False where it gave only rejections.</summary>
    public bool TakeText(ReadOnlySpan<byte> text) => Take(text, Fault.NotJson);

    private bool Take(ReadOnlySpan<byte> text, Fault unreadable)
    {
        var (received, rejected) = (Batch.Received, Batch.Rejected.Count);
        if (_walk.Document(text, default) is not null)
        {
            _walk.Account(unreadable);
        }

        return Batch.Rejected.Count == rejected || Batch.Received - received > Batch.Rejected.Count - rejected;
    }
}
