using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Opens the value of a wrapper key: an object or a list on the spot, a text as a document of its own. Lists and the keys that
/// merely name a place cost nothing; each of the others is one level, and two are opened.
/// </summary>
internal sealed class WrapperWalk(RecordWalk walk)
{
    private const int MostWrappings = 2;

    private readonly AwsLogsData _awsLogs = new(walk.Limits.MaxUnpackedBytes);

    public Fault? Open(RecordKey key, ref JsonCursor cursor, Place place)
    {
        ref var json = ref cursor.Json;
        var counts = key == RecordKey.CountedWrapper;
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject when key == RecordKey.AwsLogs:
                return AwsLogs(ref json, place);
            case JsonTokenType.StartObject when counts && place.Wrappings == MostWrappings:
                JsonSteps.Skip(ref json);
                return Fault.WrappedTooDeep;
            case JsonTokenType.StartObject:
                return walk.Value(ref cursor, counts ? place.Unwrapped : place);
            case JsonTokenType.StartArray when key is RecordKey.ListOfItems or RecordKey.LogEvents:
                return walk.Value(ref cursor, place);
            case JsonTokenType.String when counts:
                return WrappedText(ref json, place);
            default:
                JsonSteps.Skip(ref json);
                return Fault.NotCloudTrail;
        }
    }

    private Fault? WrappedText(ref Utf8JsonReader json, Place place)
    {
        using var inner = WrappedBytes.Of(ref json);
        if (place.Wrappings == MostWrappings)
        {
            return inner.StartsLikeJson ? Fault.WrappedTooDeep : Fault.TextNotJson;
        }

        var fault = inner.MayHoldObjects ? walk.Document(inner.Bytes, place.Unwrapped) : Fault.TextNotJson;
        return fault == Fault.NotJson ? Fault.TextNotJson : fault;
    }

    private Fault? AwsLogs(ref Utf8JsonReader json, Place place)
    {
        Fault? fault = Fault.NotCloudTrail;
        while (JsonSteps.NextProperty(ref json, out var name))
        {
            if (!name.SequenceEqual("data"u8) || json.TokenType != JsonTokenType.String)
            {
                JsonSteps.Skip(ref json);
                continue;
            }

            if (place.Wrappings == MostWrappings)
            {
                fault = Fault.WrappedTooDeep;
                continue;
            }

            using var base64 = WrappedBytes.Of(ref json);
            fault = _awsLogs.Unpack(base64.Bytes, out var unpacked) ?? walk.Document(unpacked, place.Unwrapped);
            walk.IsUnpackedTooFar |= _awsLogs.IsSpent;
        }

        return fault;
    }
}
