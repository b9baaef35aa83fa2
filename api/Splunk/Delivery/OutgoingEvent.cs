namespace TrailWatch.Splunk.Delivery;

/// <summary>An event in the form in which it is sent.</summary>
/// <param name="Index">Null: the token's default. Batches do not mix indexes.</param>
internal sealed record OutgoingEvent(OpenParcel Parcel, byte[] Envelope, string? Index)
{
    public void Resolve(EventFate fate) => Parcel.Resolve(fate);
}
