using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Decides what a 200 is worth on one lane: delivered at once, or when the indexer acknowledges it.</summary>
internal sealed class Acknowledging(HecAcknowledgement mode, HecChannel channel, AckLedger ledger, TimeProvider time, ILogger log, string endpoint)
{
    private volatile bool _isOff = mode == HecAcknowledgement.Off;
    private bool _isTold;

    public AckLedger Ledger => ledger;

    public HecChannel Channel => channel;

    /// <summary>Called with every answer, before what it took is passed to <see cref="Taken"/>.</summary>
    public void Saw(HecVerdict answer)
    {
        if (channel.HasMoved(answer.Session))
        {
            ledger.EndAll(EventFate.Unacknowledged("The sticky cookie changed before the acknowledgement.", ledger.Pause));
        }
    }

    /// <summary>Whether an answer that took the events shows that the endpoint is not set up as it was said to be.</summary>
    public bool IsMissing(HecVerdict answer) => mode == HecAcknowledgement.Required && answer.IsSuccess && answer.Reply?.AckId is null;

    public void Taken(IReadOnlyList<OutgoingEvent> events, HecVerdict answer, string sentOn)
    {
        if (events.Count == 0)
        {
            return;
        }

        if (!_isOff && answer.Reply?.AckId is { } id)
        {
            ledger.Add(new PendingAck(sentOn, id, events, time.GetTimestamp()));
            return;
        }

        var fate = answer.Reply is null && mode == HecAcknowledgement.Required ? EventFate.Doubtful("The answer was no HEC answer.")
            : answer.Reply is null ? EventFate.Unconfirmed("The answer was no HEC answer.")
            : IsMissing(answer) ? EventFate.Unconfirmed("The token gives no acknowledgements.")
            : EventFate.Delivered;
        TellOnce(answer);
        foreach (var one in events)
        {
            one.Resolve(fate);
        }
    }

    /// <summary>The endpoint says that it acknowledges nothing: what waits was taken, and that is all that will be known.</summary>
    public void TurnOff()
    {
        _isOff = true;
        log.LogWarning("{Endpoint} says that acknowledgements are off; what it takes counts as delivered from now on", endpoint);
        ledger.EndAll(EventFate.Unconfirmed("Acknowledgements are off."));
    }

    private void TellOnce(HecVerdict answer)
    {
        if (_isTold || _isOff)
        {
            return;
        }

        _isTold = true;
        if (answer.Reply is null)
        {
            log.LogWarning("{Endpoint} answered 200 with something that is no HEC answer; is it a HEC?", endpoint);
        }
        else
        {
            log.LogInformation("{Endpoint} gives no acknowledgements; what it takes counts as delivered", endpoint);
        }
    }
}
