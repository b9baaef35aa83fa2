namespace TrailWatch.Splunk.Delivery;

/// <summary>An event in the envelope in which it is to go on, whoever wrote it.</summary>
/// <param name="Envelope">UTF-8, with no key that Splunk does not know.</param>
/// <param name="Index">The one that the envelope names; null leaves it to Splunk's token.</param>
public sealed record SealedEvent(byte[] Envelope, string? Index) : HecEvent(Index)
{
    internal override byte[] Seal(string? index) => Envelope;
}
