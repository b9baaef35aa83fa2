using TrailWatch.Bytes;

namespace TrailWatch.Replay;

/// <summary>Takes batches off the stream of all records.</summary>
internal sealed class BatchMaker(TimeOrder order, int records)
{
    /// <summary>Well below what a service takes in one request by default; one record that is larger makes a batch of its own.</summary>
    private const int MostBytes = 8 << 20;

    /// <summary>Null at the end.</summary>
    public ReplayBatch? Next()
    {
        var origins = new List<RecordOrigin>();
        var unreadable = new List<UnreadableRecord>();
        var last = Position.Start;
        (long Earliest, long Latest)? span = null;
        var body = new PooledBytes(1 << 16);
        while (origins.Count + unreadable.Count < records && order.Next() is { } piece)
        {
            var origin = new RecordOrigin(piece.Piece.File, piece.Piece.FirstIndex + piece.Run.Index);
            if (piece.Run.Rejection is { } rejection)
            {
                unreadable.Add(new UnreadableRecord(origin, rejection));
            }
            else if (origins.Count > 0 && body.Length + piece.Run.Bytes.Length >= MostBytes)
            {
                break;
            }
            else
            {
                origins.Add(origin);
                Append(body, piece.Run.Bytes);
                span = piece.Run.Time > MemoryRun.Timeless ? (span?.Earliest ?? piece.Run.Time, piece.Run.Time) : span;
            }

            last = piece.Next;
            order.Advance();
        }

        var batch = new ReplayBatch(body, origins, unreadable, last, order.FinishedFiles) { Span = span };
        if (batch.Records > 0)
        {
            return batch;
        }

        batch.Dispose();
        return null;
    }

    private static void Append(PooledBytes body, ReadOnlySpan<byte> record)
    {
        for (; !record.IsEmpty; record = record[Write(body, record)..])
        {
        }

        Write(body, "\n"u8);
    }

    private static int Write(PooledBytes body, ReadOnlySpan<byte> bytes)
    {
        var room = body.Room().Span;
        var length = Math.Min(room.Length, bytes.Length);
        bytes[..length].CopyTo(room);
        body.Advance(length);
        return length;
    }
}
