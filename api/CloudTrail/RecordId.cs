using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TrailWatch.CloudTrail;

/// <summary>
/// An <c>eventID</c>. CloudTrail's is a UUID and takes 16 bytes and no string; any other id is kept as text. Two are equal where
/// their texts are, and they are ordered as their texts are, ordinally.
/// </summary>
public readonly struct RecordId : IEquatable<RecordId>, IComparable<RecordId>
{
    private const int UuidLength = 36;
    private static readonly SearchValues<byte> Canonical = SearchValues.Create("0123456789abcdef-"u8);
    private readonly string? _text;

    // Two halves take 8 bytes less than one whole, which would be aligned to 16.
    private readonly ulong _high;
    private readonly ulong _low;

    private RecordId(UInt128 uuid, string? text) => (_high, _low, _text) = ((ulong)(uuid >> 64), (ulong)uuid, text);

    /// <summary>The UUID, big endian; of no meaning where <see cref="Text"/> is not null.</summary>
    public UInt128 Uuid => new(_high, _low);

    /// <summary>The id where it is not a UUID in canonical form (lower case, with dashes), else null.</summary>
    public string? Text => _text;

    /// <summary>Reads an id without escapes.</summary>
    public static RecordId Of(ReadOnlySpan<byte> utf8) =>
        TryUuid(utf8, out var uuid) ? new(uuid, null) : new(0, Encoding.UTF8.GetString(utf8));

    public static RecordId Of(string text)
    {
        Span<byte> ascii = stackalloc byte[UuidLength];
        return text.Length == UuidLength && Encoding.UTF8.TryGetBytes(text, ascii, out var written) && written == UuidLength && TryUuid(ascii, out var uuid)
            ? new(uuid, null)
            : new(0, text);
    }

    /// <summary>An id that is known not to be a UUID.</summary>
    public static RecordId OfText(string text) => new(0, text);

    public static RecordId OfUuid(UInt128 uuid) => new(uuid, null);

    public bool Equals(RecordId other) => _high == other._high && _low == other._low && _text == other._text;

    public override bool Equals(object? obj) => obj is RecordId other && Equals(other);

    public override int GetHashCode() => _text?.GetHashCode(StringComparison.Ordinal) ?? HashCode.Combine((ulong)(Uuid >> 64), (ulong)Uuid);

    public int CompareTo(RecordId other) =>
        _text is null && other._text is null ? Uuid.CompareTo(other.Uuid) : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() =>
        _text ?? new Guid((uint)(Uuid >> 96), (ushort)(Uuid >> 80), (ushort)(Uuid >> 64), At(56), At(48), At(40), At(32), At(24), At(16), At(8), At(0))
            .ToString("D", CultureInfo.InvariantCulture);

    public static bool operator ==(RecordId one, RecordId other) => one.Equals(other);

    public static bool operator !=(RecordId one, RecordId other) => !one.Equals(other);

    public static bool operator <(RecordId one, RecordId other) => one.CompareTo(other) < 0;

    public static bool operator >(RecordId one, RecordId other) => one.CompareTo(other) > 0;

    public static bool operator <=(RecordId one, RecordId other) => one.CompareTo(other) <= 0;

    public static bool operator >=(RecordId one, RecordId other) => one.CompareTo(other) >= 0;

    private byte At(int bit) => (byte)(Uuid >> bit);

    /// <summary>Only the canonical form comes back as it went in.</summary>
    private static bool TryUuid(ReadOnlySpan<byte> utf8, out UInt128 uuid)
    {
        uuid = 0;
        if (utf8.Length != UuidLength || utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-' || utf8.IndexOfAnyExcept(Canonical) >= 0)
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[32];
        utf8[..8].CopyTo(digits);
        utf8[9..13].CopyTo(digits[8..]);
        utf8[14..18].CopyTo(digits[12..]);
        utf8[19..23].CopyTo(digits[16..]);
        utf8[24..].CopyTo(digits[20..]);
        Span<byte> bytes = stackalloc byte[16];
        if (Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        uuid = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }
}
