using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// A JSON reader on its way through a text, and where in the text it is. Objects that were read otherwise are left out: for the reader they are
/// empty. In a list it does not even look at them one by one, but stays at the first until it is wanted again.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text, JsonReaderOptions options)
{
    private const int None = -1;

    /// <summary>Its own positions count from where it was last set down.</summary>
    public Utf8JsonReader Json = new(text, options);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _origin;

    /// <summary>Of the object that was left without the reader's knowledge the closing brace, and the next one's opening brace if it is there.</summary>
    private int _left = None, _next = None;

    /// <summary>Bytes of the text that have been read.</summary>
    public readonly int Consumed => _left == None ? _origin + (int)Json.BytesConsumed : _left + 1;

    /// <summary>The first byte of the token.</summary>
    public readonly int TokenStart => _next == None ? _origin + (int)Json.TokenStartIndex : _next;

    /// <summary>The text from there to where it has been read.</summary>
    public readonly ReadOnlySpan<byte> ReadSince(int start) => _text[start..Consumed];

    /// <summary>The text from the token on.</summary>
    public readonly ReadOnlySpan<byte> FromToken => _text[TokenStart..];

    /// <summary>Goes behind the object that starts here and has been read otherwise.</summary>
    /// <param name="length">The object's, in bytes.</param>
    public void LeaveObject(int length) => (_left, _next) = (TokenStart + length - 1, None);

    /// <summary>Steps to the next item of a list; no at its end.</summary>
    public bool NextItem()
    {
        if (_left != None && _text[(_left + 1)..].StartsWith(",{"u8))
        {
            _next = _left + 2;
            return true;
        }

        CatchUp();
        return Json.Read() && Json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Brings the reader to where the cursor is: to a closing brace, or to the opening one after it.</summary>
    public void CatchUp()
    {
        if (_left == None)
        {
            return;
        }

        // It stands at an opening brace at the same depth.
        Json = new Utf8JsonReader(_text[_left..], isFinalBlock: true, Json.CurrentState);
        Json.Read();
        if (_next != None)
        {
            Json.Read();
        }

        (_origin, _left, _next) = (_left, None, None);
    }
}
