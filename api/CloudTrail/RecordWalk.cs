using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Walks values and accounts for every record in them, in one pass. Keys come in any order, so an object is read as a record and
/// its wrapper keys are opened as they are met; at its end it is a wrapper if a child was accounted for, else a record, else a
/// fault. Faults travel up, for a child that holds nothing (an ECS <c>event</c>) does not matter where its parent is a record or
/// another child is; only items, that is elements of lists and whole documents, turn a fault into a rejection.
/// </summary>
internal sealed class RecordWalk
{
    private const int MostWrappings = 2;

    private readonly DocumentWalk _documents;
    private readonly AwsLogsData _awsLogs;
    private int _gaps;

    public RecordWalk(ReaderLimits limits, RecordBatch batch)
    {
        Limits = limits;
        Batch = batch;
        _documents = new DocumentWalk(this);
        _awsLogs = new AwsLogsData(limits.MaxUnpackedBytes);
    }

    public ReaderLimits Limits { get; }

    public RecordBatch Batch { get; }

    /// <summary>Set when a record more than the limit was met; from then on nothing is read.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Bytes of the value being read whose records are accounted for, should it turn out broken further on.</summary>
    public long AccountedBytes { get; set; }

    /// <summary>Reads a whole text of JSON values; a fault where not even one could be read.</summary>
    public Fault? Document(ReadOnlySpan<byte> text, Place place) => _documents.Read(text, place);

    /// <summary>Reads the value the reader stands on. Null where what is in it has been accounted for, be it nothing in an empty list.</summary>
    public Fault? Value(ref Utf8JsonReader json, ReadOnlySpan<byte> text, Place place)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return Fault.NotAnObject;
        }

        if (place.Depth >= Limits.MaxDepth)
        {
            Skip(ref json);
            return Fault.TooDeep(Limits.MaxDepth);
        }

        return json.TokenType == JsonTokenType.StartArray ? List(ref json, text, place.Inside) : Object(ref json, text, place.Inside);
    }

    public void Account(Fault? fault)
    {
        if (fault is not null && HasRoom())
        {
            Batch.Reject(fault);
        }
    }

    /// <summary>
    /// Gaps side by side are one rejection, but each costs an exception; a body of nothing else must not keep a core busy.
    /// </summary>
    public void CountGap() => IsOverfull |= ++_gaps > Limits.MaxRecords;

    private Fault? List(ref Utf8JsonReader json, ReadOnlySpan<byte> text, Place place)
    {
        while (!IsOverfull && json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Account(Value(ref json, text, place));
            AccountedBytes = Math.Max(AccountedBytes, json.BytesConsumed);
        }

        return null;
    }

    private Fault? Object(ref Utf8JsonReader json, ReadOnlySpan<byte> text, Place place)
    {
        var start = json.TokenStartIndex;
        var floor = json.CurrentDepth;
        var draft = new RecordDraft { Deepest = floor + 1 };
        var children = new Children();
        var postponed = default(Utf8JsonReader);
        var hasPostponed = false;
        while (!IsOverfull && JsonText.NextProperty(ref json, out var name))
        {
            var key = RecordKeys.Find(name);
            if (!RecordKeys.IsWrapper(key))
            {
                draft.Take(key, ref json, Limits);
            }
            else if (key == RecordKey.LogEvents && (draft.Marks & (Marks.MessageType | Marks.ControlMessage)) != Marks.MessageType)
            {
                // A control message has log events too; until its type is known they may not be opened.
                postponed = json;
                hasPostponed = true;
                Skip(ref json);
            }
            else
            {
                children.Met(Wrapped(key, ref json, text, place));
            }
        }

        if (hasPostponed && !draft.Marks.HasFlag(Marks.ControlMessage))
        {
            children.Met(Wrapped(RecordKey.LogEvents, ref postponed, text, place));
        }

        if (IsOverfull)
        {
            return null;
        }

        var fault = children.AnyAccounted ? null : Settle(draft, children.Fault, text, start, json.BytesConsumed, draft.Deepest - floor);
        if (children.AnyAccounted && children.Fault is { IsOfARecord: true } lost)
        {
            Account(lost);
        }

        AccountedBytes = fault is null ? Math.Max(AccountedBytes, json.BytesConsumed) : AccountedBytes;
        return fault;
    }

    private Fault? Settle(in RecordDraft draft, Fault? ofChildren, ReadOnlySpan<byte> text, long start, long end, int depth)
    {
        if (RecordVerdict.SkipReason(draft) is { } reason)
        {
            if (HasRoom())
            {
                Batch.Skip(reason);
            }

            return null;
        }

        var fault = RecordVerdict.Judge(draft, ofChildren, depth, end - start, Limits);
        if (fault is null && HasRoom())
        {
            Batch.Add(EventBuilder.Build(draft, Batch.Received, text[(int)start..(int)end], Limits));
        }

        return fault;
    }

    private Fault? Wrapped(RecordKey key, ref Utf8JsonReader json, ReadOnlySpan<byte> text, Place place)
    {
        var counts = key == RecordKey.CountedWrapper;
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject when key == RecordKey.AwsLogs:
                return AwsLogs(ref json, place);
            case JsonTokenType.StartObject when counts && place.Wrappings == MostWrappings:
                Skip(ref json);
                return Fault.WrappedTooDeep;
            case JsonTokenType.StartObject:
                return Value(ref json, text, counts ? place.Unwrapped : place);
            case JsonTokenType.StartArray when key is RecordKey.ListOfItems or RecordKey.LogEvents:
                return Value(ref json, text, place);
            case JsonTokenType.String when counts:
                return WrappedText(ref json, place);
            default:
                Skip(ref json);
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

        var fault = inner.MayHoldObjects ? Document(inner.Bytes, place.Unwrapped) : Fault.TextNotJson;
        return fault == Fault.NotJson ? Fault.TextNotJson : fault;
    }

    private Fault? AwsLogs(ref Utf8JsonReader json, Place place)
    {
        Fault? fault = Fault.NotCloudTrail;
        while (JsonText.NextProperty(ref json, out var name))
        {
            if (!name.SequenceEqual("data"u8) || json.TokenType != JsonTokenType.String)
            {
                Skip(ref json);
                continue;
            }

            if (place.Wrappings == MostWrappings)
            {
                fault = Fault.WrappedTooDeep;
                continue;
            }

            using var base64 = WrappedBytes.Of(ref json);
            fault = _awsLogs.Unpack(base64.Bytes, out var unpacked) ?? Document(unpacked, place.Unwrapped);
        }

        return fault;
    }

    private bool HasRoom()
    {
        IsOverfull |= Batch.Received >= Limits.MaxRecords;
        return !IsOverfull;
    }

    private static void Skip(ref Utf8JsonReader json)
    {
        var ignored = 0;
        JsonText.Skip(ref json, ref ignored);
    }
}
