using System.Diagnostics.CodeAnalysis;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Bytes to events: reads every shape in which CloudTrail records arrive and accounts for each record met (law 8). It never
/// throws for what a sender wrote.
/// </summary>
public static class CloudTrailReader
{
    private const int UsualRecordBytes = 1_500;

    /// <summary>False where the body as a whole cannot be taken; a body with bad records among good ones can.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> body, ReaderLimits limits, [NotNullWhen(true)] out RecordBatch? batch, [NotNullWhen(false)] out ReadError? error)
    {
        var read = new RecordBatch();
        read.Events.EnsureCapacity(Math.Min(body.Length / UsualRecordBytes, limits.MaxRecords));
        batch = TryRead(body, limits, read, out error) ? read : null;
        return batch is not null;
    }

    /// <summary>Where each record lies and when it happened, without what is in it.</summary>
    public static bool TryCut(
        ReadOnlyMemory<byte> body, ReaderLimits limits, [NotNullWhen(true)] out RecordCuts? cuts, [NotNullWhen(false)] out ReadError? error)
    {
        var read = new RecordCuts(body);
        cuts = TryRead(body.Span, limits, read, out error) ? read : null;
        return cuts is not null;
    }

    private static bool TryRead(
        ReadOnlySpan<byte> body, ReaderLimits limits, IRecordLedger ledger, [NotNullWhen(false)] out ReadError? error)
    {
        error = null;
        var text = BodyEncoding.ToUtf8(body);
        if (text.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            error = new ReadError(ReadFailure.EmptyBody, "The body is empty: send CloudTrail records as JSON.");
            return false;
        }

        var walk = new RecordWalk(limits, ledger);
        var fault = walk.Document(text, default);
        if (walk.IsOverfull)
        {
            error = new ReadError(
                ReadFailure.TooManyRecords, $"The body holds more than the limit of {limits.MaxRecords} records: send it in parts.");
            return false;
        }

        if (fault is not null)
        {
            error = new ReadError(ReadFailure.NotJson, "The body is not JSON: send CloudTrail records as JSON.");
            return false;
        }

        return true;
    }
}
