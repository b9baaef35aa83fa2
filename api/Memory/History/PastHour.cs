using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.History;

/// <summary>One active hour of an actor against its baseline. Mean and threshold have seven digits: they are to be looked at.</summary>
/// <param name="Hour">The clock hour, counted from 1970.</param>
/// <param name="Count">Calls in it.</param>
/// <param name="Mean">Calls in an active hour before it (in escu-2018 with it); null where nothing was known.</param>
/// <param name="Threshold">The count above which it was a spike; null while there were too few active hours to say.</param>
/// <param name="IsSpike">Whether it was one.</param>
/// <param name="IsOpen">Whether it is not folded yet, so that all this may still change.</param>
public sealed record PastHour(long Hour, long Count, double? Mean, double? Threshold, bool IsSpike, bool IsOpen)
{
    private const int EntryBytes = 13;
    private const byte SpikeBit = 32;
    private const int HoursOfDay = 24;

    public static PastHour Open(long hour, SpikeVerdict verdict, SpikeSettings settings) => new(
        hour, (long)verdict.Count, verdict.Before.Points > 0 ? Show(verdict.Baseline.Mean) : null,
        verdict.Before.CanJudge(settings) ? Show(verdict.Threshold) : null, verdict.IsSpike, IsOpen: true);

    /// <summary>Counted from 1970.</summary>
    internal long Day => Hour / HoursOfDay;

    internal long HourOfDay => Hour % HoursOfDay;

    /// <summary>An entry of the history.</summary>
    internal byte[] Pack()
    {
        var entry = new byte[EntryBytes];
        entry[0] = (byte)(HourOfDay + (IsSpike ? SpikeBit : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(1), (uint)Count);
        BinaryPrimitives.WriteSingleLittleEndian(entry.AsSpan(5), (float)(Mean ?? -1));
        BinaryPrimitives.WriteSingleLittleEndian(entry.AsSpan(9), (float)(Threshold ?? -1));
        return entry;
    }

    /// <summary>
    /// The entries of one field of the history, as <see cref="Pack"/> writes them: hour of the day and whether it was a spike (a byte), count
    /// (four), mean and threshold (four each, below zero for none); little-endian.
    /// </summary>
    public static IEnumerable<PastHour> Unpack(HashEntry field)
    {
        var name = (string)field.Name!;
        var day = long.Parse(name.AsSpan(name.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
        var entries = (byte[])field.Value!;
        for (var at = 0; at + EntryBytes <= entries.Length; at += EntryBytes)
        {
            var entry = entries.AsSpan(at, EntryBytes);
            yield return new(
                (day * HoursOfDay) + (entry[0] % SpikeBit),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[1..]),
                Show(BinaryPrimitives.ReadSingleLittleEndian(entry[5..])),
                Show(BinaryPrimitives.ReadSingleLittleEndian(entry[9..])),
                entry[0] >= SpikeBit,
                IsOpen: false);
        }
    }

    private static double? Show(double value) =>
        double.IsFinite(value) && value >= 0 ? double.Parse(((float)value).ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
