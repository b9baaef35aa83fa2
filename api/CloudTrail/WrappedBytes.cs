using System.Buffers;
using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>The text of a JSON string as bytes, its escapes resolved; borrows a buffer only where there are any.</summary>
internal readonly ref struct WrappedBytes
{
    private readonly byte[]? _rented;

    private WrappedBytes(ReadOnlySpan<byte> bytes, byte[]? rented)
    {
        Bytes = bytes;
        _rented = rented;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>False for plain words, which are then told from JSON without the cost of failing to read them.</summary>
    public bool MayHoldObjects => Bytes.ContainsAny((byte)'{', (byte)'[');

    public bool StartsLikeJson
    {
        get
        {
            var first = Bytes.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
            return first >= 0 && Bytes[first] is (byte)'{' or (byte)'[';
        }
    }

    public static WrappedBytes Of(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return new WrappedBytes(json.ValueSpan, null);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
        return new WrappedBytes(buffer.AsSpan(0, JsonEscapes.Resolve(json.ValueSpan, buffer)), buffer);
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
