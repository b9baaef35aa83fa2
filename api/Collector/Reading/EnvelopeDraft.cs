using System.Text;
using System.Text.Json;
using TrailWatch.CloudTrail;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector.Reading;

/// <summary>What has been read of one envelope; only at its end is it judged, as Splunk does. A key that comes twice counts as it came last.</summary>
internal struct EnvelopeDraft
{
    private ReadOnlyMemory<byte> _event;
    private ReadOnlyMemory<byte> _fields;
    private decimal? _time;
    private string? _host, _source, _sourceType, _index;
    private bool _hasEvent, _isBlank, _hasFields;
    private ReplyCode? _ofFields, _ofTime, _ofText;

    /// <summary>Whether it has nothing but indexed fields, a metric of Splunk's: passed over, and no fault.</summary>
    public readonly bool IsOnlyFields => !_hasEvent && _hasFields;

    public void Take(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        switch (name)
        {
            case var _ when name.SequenceEqual("event"u8):
                _isBlank = IsBlankText(ref json);
                _event = Whole(ref json, text);
                _isBlank |= IsEmptyContainer(_event.Span);
                _hasEvent = true;
                break;
            case var _ when name.SequenceEqual("fields"u8):
                var start = (int)json.TokenStartIndex;
                _hasFields = json.TokenType != JsonTokenType.Null;
                _ofFields = IndexedFields.AreFlat(ref json) ? null : ReplyCode.IndexedFields;
                _fields = text[start..(int)json.BytesConsumed];
                break;
            case var _ when name.SequenceEqual("time"u8):
                _ofTime = EnvelopeTime.Read(ref json, out _time);
                JsonSteps.Skip(ref json);
                break;
            case var _ when name.SequenceEqual("host"u8):
                _host = Text(ref json);
                break;
            case var _ when name.SequenceEqual("source"u8):
                _source = Text(ref json);
                break;
            case var _ when name.SequenceEqual("sourcetype"u8):
                _sourceType = Text(ref json);
                break;
            case var _ when name.SequenceEqual("index"u8):
                _index = Text(ref json);
                break;
            default:
                JsonSteps.Skip(ref json);
                break;
        }
    }

    public readonly ReplyCode? Fault(TokenOptions token, Provenance defaults) =>
        !_hasEvent && !_hasFields ? ReplyCode.EventRequired
        : _hasEvent && _isBlank ? ReplyCode.EventBlank
        : _ofFields ?? _ofTime ?? _ofText ?? (token.Allows(_index ?? defaults.Index) ? null : ReplyCode.IncorrectIndex);

    public readonly Envelope Seal(int number, decimal? requestTime, Provenance defaults) => new(
        number, _event, _fields, _time ?? requestTime,
        new(_host ?? defaults.Host, _source ?? defaults.Source, _sourceType ?? defaults.SourceType, _index ?? defaults.Index));

    private static ReadOnlyMemory<byte> Whole(ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        var start = (int)json.TokenStartIndex;
        JsonSteps.Skip(ref json);
        return text[start..(int)json.BytesConsumed];
    }

    private static bool IsBlankText(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return json.TokenType == JsonTokenType.Null;
        }

        using var inner = WrappedBytes.Of(ref json);
        return inner.Bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }

    private static bool IsEmptyContainer(ReadOnlySpan<byte> value) =>
        value[0] is (byte)'{' or (byte)'[' && value[1..^1].IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private string? Text(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                using (var inner = WrappedBytes.Of(ref json))
                {
                    return inner.Bytes.IsEmpty ? null : Encoding.UTF8.GetString(inner.Bytes);
                }

            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(json.ValueSpan);
            case JsonTokenType.Null:
                return null;
            default:
                _ofText = ReplyCode.InvalidFormat;
                JsonSteps.Skip(ref json);
                return null;
        }
    }
}
