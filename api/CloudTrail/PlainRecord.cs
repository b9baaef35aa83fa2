using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// The quick way to read a record: an object in plain JSON that wraps nothing and whose fields are texts. It gives the draft that
/// <see cref="RecordDraft.Take"/> gives of the same object, or none.
/// </summary>
internal static class PlainRecord
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <param name="text">Starts with the object's brace.</param>
    /// <param name="limits">How much of a text is kept.</param>
    /// <param name="draft">What was read; its depth counts the object itself as 1.</param>
    /// <param name="length">The object's, in bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, ReaderLimits limits, ref RecordDraft draft, out int length)
    {
        var json = new PlainJson(text);
        json.Enter(depth: 1);
        for (var first = true; json.NextProperty(first, out var name); first = false)
        {
            if (!TryTake(RecordKeys.Find(name), ref json, limits, ref draft))
            {
                length = 0;
                return false;
            }
        }

        draft.Deepest = json.Deepest;
        length = json.Consumed;
        return json.IsPlain;
    }

    private static bool TryTake(RecordKey key, ref PlainJson json, ReaderLimits limits, ref RecordDraft draft)
    {
        switch (key)
        {
            case RecordKey.Other:
                json.Skip(depth: 2);
                break;
            case RecordKey.EventVersion:
                draft.Marks |= Marks.EventVersion;
                json.Skip(depth: 2);
                break;
            case RecordKey.EventTime:
                draft.EventTime = RecordTime.Read(json.Text());
                break;
            case RecordKey.EventId:
                draft.EventId = EventIds.Read(json.Text(), limits.MaxIdChars);
                break;
            case RecordKey.EventName:
                draft.EventName = Text(ref json, limits.MaxStringChars);
                break;
            case RecordKey.EventSource:
                draft.EventSource = Text(ref json, limits.MaxStringChars);
                break;
            case RecordKey.EventType:
                draft.EventType = Text(ref json, limits.MaxStringChars);
                break;
            case RecordKey.ErrorCode:
                draft.ErrorCode = Text(ref json, limits.MaxStringChars);
                break;
            case RecordKey.SourceIPAddress:
                draft.SourceIPAddress = Text(ref json, limits.MaxStringChars);
                break;
            case RecordKey.UserAgent:
                draft.UserAgent = Text(ref json, limits.MaxStringChars);
                break;
            case RecordKey.AwsRegion:
                draft.AwsRegion = Text(ref json, limits.MaxStringChars);
                break;
            case RecordKey.RecipientAccountId:
                draft.RecipientAccountId = Text(ref json, limits.MaxIdChars);
                break;
            case RecordKey.UserIdentity when json.Kind == '{':
                TakeIdentity(ref json, limits, ref draft);
                break;
            case RecordKey.ResponseElements:
                TakeResponse(ref json, limits, ref draft);
                break;
            case RecordKey.AdditionalEventData:
                TakeAdditionalEventData(ref json, limits, ref draft);
                break;
            default:
                return false;
        }

        return json.IsPlain;
    }

    private static string? Text(ref PlainJson json, int maxChars) => TextPool.Get(json.Text(), maxChars, pooled: true);

    private static void TakeIdentity(ref PlainJson json, ReaderLimits limits, ref RecordDraft draft)
    {
        if (KnownIdentities.Find(json.Rest) is { } known)
        {
            json.Pass(known.Text.Length, 1 + known.Depth);
            draft.UserIdentity = known.Identity;
            return;
        }

        var text = json.Rest;
        var start = json.Consumed;
        json.Skip(depth: 2);
        if (json.IsPlain)
        {
            // The first time takes longer; it is the many times after that count.
            var length = json.Consumed - start;
            var thorough = new Utf8JsonReader(text[..length], AnyDepth);
            thorough.Read();
            var depth = 0;
            draft.UserIdentity = UserIdentityReader.Read(ref thorough, limits, ref depth)!;
            KnownIdentities.Add(text, length, draft.UserIdentity, depth);
        }
    }

    private static void TakeResponse(ref PlainJson json, ReaderLimits limits, ref RecordDraft draft)
    {
        draft.ConsoleLogin = null;
        if (json.Kind != '{')
        {
            json.Skip(depth: 2);
            return;
        }

        json.Enter(depth: 2);
        for (var first = true; json.NextProperty(first, out var name); first = false)
        {
            if (name.SequenceEqual("ConsoleLogin"u8))
            {
                draft.ConsoleLogin = Text(ref json, limits.MaxStringChars);
            }
            else
            {
                json.Skip(depth: 3);
            }
        }
    }

    private static void TakeAdditionalEventData(ref PlainJson json, ReaderLimits limits, ref RecordDraft draft)
    {
        (draft.MfaUsed, draft.CredentialType) = (null, null);
        if (json.Kind != '{')
        {
            json.Skip(depth: 2);
            return;
        }

        json.Enter(depth: 2);
        for (var first = true; json.NextProperty(first, out var name); first = false)
        {
            if (name.SequenceEqual("MFAUsed"u8))
            {
                draft.MfaUsed = JsonText.Flag(json.Text());
            }
            else if (name.SequenceEqual("CredentialType"u8))
            {
                draft.CredentialType = Text(ref json, limits.MaxStringChars);
            }
            else
            {
                json.Skip(depth: 3);
            }
        }
    }
}
