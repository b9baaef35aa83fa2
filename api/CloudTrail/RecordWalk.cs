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
    private readonly DocumentWalk _documents;
    private readonly WrapperWalk _wrappers;
    private int _gaps;

    public RecordWalk(ReaderLimits limits, IRecordLedger ledger)
    {
        Limits = limits;
        Ledger = ledger;
        _documents = new DocumentWalk(this);
        _wrappers = new WrapperWalk(this);
    }

    public ReaderLimits Limits { get; }

    public IRecordLedger Ledger { get; }

    /// <summary>Set when a record more than the limit was met; from then on nothing is read.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Set when what was unpacked came to more than the limit.</summary>
    public bool IsUnpackedTooFar { get; set; }

    /// <summary>Bytes of the value being read whose records are accounted for, should it turn out broken further on.</summary>
    public long AccountedBytes { get; set; }

    /// <summary>Reads a whole text of JSON values; a fault where not even one could be read.</summary>
    public Fault? Document(ReadOnlySpan<byte> text, Place place) => _documents.Read(text, place);

    /// <summary>Reads the value the reader stands on. Null where what is in it has been accounted for, be it nothing in an empty list.</summary>
    public Fault? Value(ref JsonCursor cursor, Place place)
    {
        var fault = Item(ref cursor, place);
        cursor.CatchUp();
        return fault;
    }

    private Fault? Item(ref JsonCursor cursor, Place place)
    {
        ref var json = ref cursor.Json;
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return Fault.NotAnObject;
        }

        if (place.Depth >= Limits.MaxDepth)
        {
            JsonSteps.Skip(ref json);
            return Fault.TooDeep(Limits.MaxDepth);
        }

        return json.TokenType == JsonTokenType.StartArray ? List(ref cursor, place.Inside) : Object(ref cursor, place.Inside);
    }

    public void Account(Fault? fault)
    {
        if (fault is not null && HasRoom())
        {
            Ledger.Reject(fault);
        }
    }

    /// <summary>
    /// Gaps side by side are one rejection, but each costs an exception; a body of nothing else must not keep a core busy.
    /// </summary>
    public void CountGap() => IsOverfull |= ++_gaps > Limits.MaxRecords;

    private Fault? List(ref JsonCursor cursor, Place place)
    {
        while (!IsOverfull && cursor.NextItem())
        {
            Account(Item(ref cursor, place));
            AccountedBytes = Math.Max(AccountedBytes, cursor.Consumed);
        }

        return null;
    }

    private Fault? Object(ref JsonCursor cursor, Place place)
    {
        var draft = new RecordDraft();
        var length = 0;
        if (Limits.ReadsThoroughly || !PlainRecord.TryRead(cursor.FromToken, Limits, ref draft, out length))
        {
            cursor.CatchUp();
            return AnyObject(ref cursor, place);
        }

        var start = cursor.TokenStart;
        cursor.LeaveObject(length);
        return Settled(Settle(draft, ofChildren: null, cursor.ReadSince(start), draft.Deepest), cursor);
    }

    /// <summary>An object that may wrap others.</summary>
    private Fault? AnyObject(ref JsonCursor cursor, Place place)
    {
        ref var json = ref cursor.Json;
        var start = cursor.TokenStart;
        var floor = json.CurrentDepth;
        var draft = new RecordDraft { Deepest = floor + 1 };
        var children = new Children();
        var postponed = default(JsonCursor);
        var hasPostponed = false;
        while (!IsOverfull && JsonSteps.NextProperty(ref json, out var name))
        {
            var key = RecordKeys.Find(name);
            if (!RecordKeys.IsWrapper(key))
            {
                draft.Take(key, ref json, Limits);
            }
            else if (key == RecordKey.LogEvents && (draft.Marks & (Marks.MessageType | Marks.ControlMessage)) != Marks.MessageType)
            {
                // A control message has log events too; until its type is known they may not be opened.
                postponed = cursor;
                hasPostponed = true;
                JsonSteps.Skip(ref json);
            }
            else
            {
                children.Met(_wrappers.Open(key, ref cursor, place));
            }
        }

        if (hasPostponed && (draft.Marks & Marks.ControlMessage) == 0)
        {
            children.Met(_wrappers.Open(RecordKey.LogEvents, ref postponed, place));
        }

        if (IsOverfull)
        {
            return null;
        }

        var fault = children.AnyAccounted ? null : Settle(draft, children.Fault, cursor.ReadSince(start), draft.Deepest - floor);
        if (children.AnyAccounted && children.Fault is { IsOfARecord: true } lost)
        {
            Account(lost);
        }

        return Settled(fault, cursor);
    }

    private Fault? Settled(Fault? fault, in JsonCursor cursor)
    {
        AccountedBytes = fault is null ? Math.Max(AccountedBytes, cursor.Consumed) : AccountedBytes;
        return fault;
    }

    private Fault? Settle(in RecordDraft draft, Fault? ofChildren, ReadOnlySpan<byte> record, int depth)
    {
        if (RecordVerdict.SkipReason(draft) is { } reason)
        {
            if (HasRoom())
            {
                Ledger.Skip(reason, draft, record);
            }

            return null;
        }

        var fault = RecordVerdict.Judge(draft, ofChildren, depth, record.Length, Limits);
        if (fault is null && HasRoom())
        {
            Ledger.Take(draft, record, Limits);
        }

        return fault;
    }

    private bool HasRoom()
    {
        IsOverfull |= Ledger.Received >= Limits.MaxRecords;
        return !IsOverfull;
    }
}
