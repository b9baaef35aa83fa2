using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace TrailWatch.Memory.Windows;

/// <summary>
/// How an event stands in a window: its principal's mark (8 bytes), a kind, and its id. A CloudTrail id is a UUID and takes
/// 16 bytes, so a small window stays in Redis's compact encoding; any other id is kept as text.
/// </summary>
public static class EventMember
{
    private const int MarkLength = 8;
    private const byte UuidKind = (byte)'g';
    private const byte TextKind = (byte)'s';

    public static ulong MarkOf(string principal) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(principal));

    public static byte[] Encode(string eventId, ulong principalMark)
    {
        // Only the canonical form comes back as it went in.
        if (eventId.Length == 36 && Guid.TryParseExact(eventId, "D", out var uuid) && uuid.ToString("D", CultureInfo.InvariantCulture) == eventId)
        {
            var packed = new byte[MarkLength + 1 + 16];
            BitConverter.TryWriteBytes(packed, principalMark);
            packed[MarkLength] = UuidKind;
            uuid.TryWriteBytes(packed.AsSpan(MarkLength + 1), bigEndian: true, out _);
            return packed;
        }

        var text = new byte[MarkLength + 1 + Encoding.UTF8.GetByteCount(eventId)];
        BitConverter.TryWriteBytes(text, principalMark);
        text[MarkLength] = TextKind;
        Encoding.UTF8.GetBytes(eventId, text.AsSpan(MarkLength + 1));
        return text;
    }

    public static (string EventId, ulong PrincipalMark) Decode(ReadOnlySpan<byte> member)
    {
        var id = member[(MarkLength + 1)..];
        return (
            member[MarkLength] == UuidKind ? new Guid(id, bigEndian: true).ToString("D", CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(id),
            BitConverter.ToUInt64(member));
    }
}
