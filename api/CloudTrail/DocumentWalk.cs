using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Reads a text of JSON values one after the other: one document, one a line, or run together. Where the text breaks, what was
/// read before stays, one item is rejected for the whole stretch that cannot be read, and reading goes on at the next line that
/// can start a value.
/// </summary>
internal sealed class DocumentWalk(RecordWalk walk)
{
    // Depth is judged record by record, so that one that nests too deep costs only itself.
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = int.MaxValue };

    /// <summary>A fault where the text holds not one JSON value; null where what it holds has been accounted for.</summary>
    public Fault? Read(ReadOnlySpan<byte> text, Place place)
    {
        var outside = walk.AccountedBytes;
        var before = walk.Ledger.Received;
        var progress = new Progress { LookBackLeft = text.Length };
        while (!walk.IsOverfull)
        {
            progress.Position += Separators(text[progress.Position..], afterGap: progress.HadGap);
            if (progress.Position == text.Length)
            {
                break;
            }

            ReadValue(text, place, ref progress);
        }

        walk.AccountedBytes = outside;
        if (progress.ReadAny || walk.IsOverfull || walk.Ledger.Received - before > (progress.HadGap ? 1 : 0))
        {
            return null;
        }

        if (progress.HadGap)
        {
            walk.Ledger.TakeBackRejection();
        }

        return Fault.NotJson;
    }

    private void ReadValue(ReadOnlySpan<byte> text, Place place, ref Progress progress)
    {
        walk.AccountedBytes = 0;
        var rest = text[progress.Position..];
        if (progress.HadGap && rest[0] is not ((byte)'{' or (byte)'['))
        {
            Gap(text, noticed: progress.Position, ref progress);
            return;
        }

        // The inner lines of a broken record that was written over several lines can look like objects of their own.
        var inGap = progress.GapReceived == walk.Ledger.Received && progress.Position > 0 && text[progress.Position - 1] != '\n';
        var cursor = new JsonCursor(rest, Options);
        try
        {
            cursor.Json.Read();
            var fault = walk.Value(ref cursor, place);
            progress.Position += cursor.Consumed;
            if (inGap && fault is { IsOfARecord: false })
            {
                return;
            }

            walk.Account(fault);
            progress.ReadAny = true;
        }
        catch (JsonException)
        {
            Gap(text, progress.Position + cursor.Consumed, ref progress);
        }
    }

    private void Gap(ReadOnlySpan<byte> text, int noticed, ref Progress progress)
    {
        if (progress.GapReceived != walk.Ledger.Received)
        {
            walk.Account(Fault.NotJson);
        }

        walk.CountGap();
        progress.HadGap = true;
        progress.GapReceived = walk.Ledger.Received;
        var from = progress.Position + (int)walk.AccountedBytes;
        progress.Position = Resync.Find(text, from, Math.Max(from, noticed), lookBack: progress.LookBackLeft > 0);
        progress.LookBackLeft -= Math.Max(0, noticed - progress.Position);
    }

    /// <summary>
    /// White space, byte order marks of files that were joined, and the record separators of JSON text sequences. After a gap
    /// also the commas and closing brackets of a list whose head was lost: its elements are read as values of their own.
    /// </summary>
    private static int Separators(ReadOnlySpan<byte> text, bool afterGap)
    {
        var length = text.IndexOfAnyExcept(afterGap ? " \t\r\n\u001E\uFEFF,]}"u8 : " \t\r\n\u001E\uFEFF"u8);
        return length < 0 ? text.Length : length;
    }

    private struct Progress()
    {
        public int Position;

        /// <summary>Whether a value was read to its end.</summary>
        public bool ReadAny;

        public bool HadGap;

        /// <summary>How many records had been received right after the last gap: nothing more means the gap goes on.</summary>
        public int GapReceived = -1;

        /// <summary>Bytes that may yet be read again by looking back; then reading only goes on, so that its time stays linear.</summary>
        public long LookBackLeft;
    }
}
