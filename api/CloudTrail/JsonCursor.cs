using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>A JSON reader on its way through a text, and where in the text it is.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text, JsonReaderOptions options)
{
    /// <summary>Its own positions count from where it was last set down.</summary>
    public Utf8JsonReader Json = new(text, options);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _origin;

    /// <summary>Bytes of the text that have been read.</summary>
    public readonly int Consumed => _origin + (int)Json.BytesConsumed;

    /// <summary>The first byte of the token.</summary>
    public readonly int TokenStart => _origin + (int)Json.TokenStartIndex;

    /// <summary>The text from there to where it has been read.</summary>
    public readonly ReadOnlySpan<byte> ReadSince(int start) => _text[start..Consumed];

    /// <summary>The text from the token on.</summary>
    public readonly ReadOnlySpan<byte> FromToken => _text[TokenStart..];

    /// <summary>
    /// From an object's opening brace to its closing one, where what is between has been read otherwise: for the reader it is as though
    /// the object were empty.
    /// </summary>
    public void LeaveObject(int length)
    {
        _origin = TokenStart + length - 1;
        Json = new Utf8JsonReader(_text[_origin..], isFinalBlock: true, Json.CurrentState);
        Json.Read();
    }
}
