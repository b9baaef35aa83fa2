namespace TrailWatch.CloudTrail;

/// <summary>Makes the event of a draft that has been judged good.</summary>
internal static class EventBuilder
{
    /// <summary>The record's own bytes are hashed where it has no id.</summary>
    public static CloudTrailEvent Build(in RecordDraft draft, int index, ReadOnlySpan<byte> record, ReaderLimits limits)
    {
        // An id that would have to be cut could become another's; its hash cannot.
        var hasId = draft.EventId is { } id && !EventIds.IsPlaceholder(id) && (id.Text is null || id.Text.Length <= limits.MaxIdChars);
        return new CloudTrailEvent
        {
            Index = index,
            Id = hasId ? draft.EventId!.Value : RecordId.Of(ContentHash.Of(record)),
            Time = RecordVerdict.Time(draft).UnixMilliseconds,
            EventName = draft.EventName!,
            Origin = Origin.Of(draft.EventSource ?? "", draft.EventType ?? "", draft.AwsRegion ?? "", draft.RecipientAccountId ?? ""),
            Outcome = Outcome.Of(draft.ErrorCode, draft.ConsoleLogin, draft.MfaUsed),
            SourceIPAddress = draft.SourceIPAddress ?? "",
            UserAgent = draft.UserAgent ?? "",
            UserIdentity = draft.CredentialType is { } credential && draft.UserIdentity is { } identity
                ? identity with { CredentialType = credential }
                : draft.UserIdentity,
        };
    }
}
