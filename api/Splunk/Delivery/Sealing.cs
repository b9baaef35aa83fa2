using System.Text.Json;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Puts the events of a parcel into their envelopes. One that Splunk would not take is never sent.</summary>
internal sealed class Sealing(HecOptions options, string? index, HecMetrics metrics)
{
    public IEnumerable<OutgoingEvent> Seal(OpenParcel open)
    {
        if (open.Parcel.Resent)
        {
            metrics.Resent(open.Parcel.Events.Count);
        }

        if (open.Parcel.Events.Count == 0)
        {
            open.Resolve(new EventFate(SettlementKind.Dead, "There was no event to send for it."));
        }

        foreach (var one in open.Parcel.Events)
        {
            if (TrySeal(one, out var envelope) is { } reason)
            {
                metrics.DeadLettered(reason, 1);
                open.Resolve(new EventFate(SettlementKind.Dead, reason));
            }
            else
            {
                yield return new OutgoingEvent(open, envelope, one.Index ?? index);
            }
        }
    }

    /// <summary>Null where it worked; else the reason.</summary>
    private string? TrySeal(HecEvent one, out byte[] envelope)
    {
        try
        {
            envelope = Envelope.Write(one, one.EventJson.Span, index);
            if (envelope.Length > options.Batch.MaxEventBytes)
            {
                envelope = Envelope.Write(one, EvidenceCut.Of(one.EventJson), index);
            }

            return envelope.Length > options.Batch.MaxEventBytes ? "oversize" : null;
        }
        catch (JsonException)
        {
            envelope = [];
            return "malformed";
        }
    }
}
