using System.Text.Json;
using TrailWatch.CloudTrail;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector.Reading;

/// <summary>What a request of <c>/event</c> held, up to its first fault.</summary>
/// <param name="Envelopes">Those before it, in order.</param>
/// <param name="Fault">Null where there is none.</param>
/// <param name="FaultAt">The event that has it, counted from 0; null where the request as a whole is wrong.</param>
internal sealed record EnvelopesRead(IReadOnlyList<Envelope> Envelopes, ReplyCode? Fault = null, int? FaultAt = null);

/// <summary>
/// Reads envelopes one after the other, with or without space between them, and lists of them, as Splunk was measured to: in order,
/// what stands before the first fault is taken, that and all behind it is not.
/// </summary>
internal static class EnvelopeReader
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = int.MaxValue };

    public static EnvelopesRead Read(ReadOnlyMemory<byte> body, TokenOptions token, Provenance defaults, decimal? requestTime = null)
    {
        var text = Utf8(body);
        var json = new Utf8JsonReader(text.Span, Options);
        List<Envelope> read = [];
        var number = 0;
        try
        {
            while (json.Read())
            {
                switch (json.TokenType)
                {
                    case JsonTokenType.StartArray when json.CurrentDepth == 0:
                    case JsonTokenType.EndArray:
                        continue;
                    case JsonTokenType.StartObject:
                        var draft = ReadOne(ref json, text);
                        if (draft.Fault(token, defaults) is { } fault)
                        {
                            return new(read, fault, number);
                        }

                        if (!draft.IsOnlyFields)
                        {
                            read.Add(draft.Seal(number, requestTime, defaults));
                        }

                        number++;
                        break;
                    default:
                        return new(read, ReplyCode.InvalidFormat, number);
                }
            }
        }
        catch (JsonException)
        {
            return new(read, ReplyCode.InvalidFormat, number);
        }

        return number == 0 ? new(read, ReplyCode.NoData) : new(read);
    }

    private static EnvelopeDraft ReadOne(ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        var draft = default(EnvelopeDraft);
        while (JsonSteps.NextProperty(ref json, out var name))
        {
            draft.Take(name, ref json, text);
        }

        return draft;
    }

    /// <summary>The same bytes where they are UTF-8 already.</summary>
    public static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> body)
    {
        var text = BodyEncoding.ToUtf8(body.Span);
        return text.Overlaps(body.Span) || text.IsEmpty ? body[(body.Length - text.Length)..] : text.ToArray();
    }
}
