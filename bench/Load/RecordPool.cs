using System.Buffers;
using System.Globalization;
using System.Text;

namespace TrailWatch.Bench.Load;

/// <summary>
/// Generated records whose times, ids and hourly access keys are written anew each time that one is sent. So the load never repeats itself, and
/// making it costs a copy. Record n of a stream is always the same.
/// </summary>
internal sealed class RecordPool
{
    private const int Kept = 40_000;
    private const int HourDigits = 10;
    private const int IdDigits = 12;

    private readonly byte[] _bytes;
    private readonly Slot[] _slots;

    /// <param name="eventsPerHour">Of event time.</param>
    /// <param name="withoutMfa">Nobody's session has MFA.</param>
    public RecordPool(double eventsPerHour = 250_000, bool withoutMfa = false)
    {
        EventsPerHour = eventsPerHour;
        Generator = new CloudTrailGenerator(seed: 7, start: Start, eventsPerSecond: eventsPerHour / 3600);
        var all = new ArrayBufferWriter<byte>(Kept * 1_700);
        var one = new ArrayBufferWriter<byte>();
        _slots = new Slot[Kept];
        for (var i = 0; i < Kept; i++)
        {
            one.ResetWrittenCount();
            Generator.WriteRecord(one, Start);
            var record = withoutMfa
                ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(one.WrittenSpan).Replace("\"mfaAuthenticated\":\"true\"", "\"mfaAuthenticated\":\"false\"", StringComparison.Ordinal))
                : one.WrittenSpan;
            _slots[i] = Slot.Of(record, all.WrittenCount);
            all.Write(record);
        }

        _bytes = all.WrittenSpan.ToArray();
    }

    /// <summary>The time of record 0.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Who acts.</summary>
    public CloudTrailGenerator Generator { get; }

    public double EventsPerHour { get; }

    public double MeanBytes => (double)_bytes.Length / Kept;

    /// <summary>Of record n.</summary>
    public int LengthOf(long n) => _slots[n % Kept].Length;

    /// <summary>Writes record n.</summary>
    /// <returns>How many bytes it has.</returns>
    public int Write(long n, Span<byte> to)
    {
        var slot = _slots[n % Kept];
        _bytes.AsSpan(slot.Start, slot.Length).CopyTo(to);
        var time = Start.AddTicks((long)(n * TimeSpan.TicksPerHour / EventsPerHour));
        time.TryFormat(to[slot.Time..], out _, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        WriteHex(to.Slice(slot.Id, IdDigits), n);
        WriteHex(to.Slice(slot.Key, HourDigits), time.ToUnixTimeSeconds() / 3600);
        return slot.Length;
    }

    private static void WriteHex(Span<byte> to, long number)
    {
        for (var i = to.Length - 1; i >= 0; i--, number >>= 4)
        {
            to[i] = "0123456789abcdef"u8[(int)(number & 15)];
        }
    }

    /// <summary>Where a record stands, and what is written anew in it, counted from its start.</summary>
    private readonly record struct Slot(int Start, int Length, int Time, int Id, int Key)
    {
        public static Slot Of(ReadOnlySpan<byte> record, int start)
        {
            var time = ValueOf(record, "\"eventTime\":\""u8);
            var id = ValueOf(record, "\"eventID\":\""u8) + Guid.Empty.ToString().Length - IdDigits;
            var key = ValueOf(record, "\"accessKeyId\":\""u8);
            return new(start, record.Length, time, id, key + record[key..].IndexOf((byte)'"') - HourDigits);
        }

        private static int ValueOf(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name) => record.IndexOf(name) + name.Length;
    }
}
