using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// Sends one batch and decides every event of it: taken, refused for good, or to be sent again. What a refusal leaves over is sent
/// at once; anything else that goes wrong ends it, and what was not sent by then goes back to the outbox untried.
/// </summary>
internal sealed class BatchDelivery(HecClient client, Acknowledging acks, HecMetrics metrics)
{
    private static HecVerdict MissingAcks { get; } = new(
        HecOutcome.Held,
        "Acknowledgement is required, and the token gives none: turn it on for the token, or set Splunk:Hec:Acknowledgement to auto.");

    /// <returns>What the lane is to make of it: a success, or the verdict that stopped it.</returns>
    public async Task<HecVerdict> DeliverAsync(IReadOnlyList<OutgoingEvent> batch, CancellationToken cancellation)
    {
        var sizes = batch.Select(one => one.Envelope.Length).ToList();
        var left = new Stack<Portion>([Portion.Whole(batch.Count)]);
        var outcome = HecVerdict.Fine;
        while (outcome.IsSuccess && left.TryPop(out var portion))
        {
            // 1. Send.
            var events = Of(batch, portion);
            var channel = acks.Channel.Use();
            var verdict = await client.SendAsync(Batching.Body(events), channel, cancellation).ConfigureAwait(false);
            acks.Saw(verdict);

            // 2. Decide.
            switch (verdict.Outcome)
            {
                case HecOutcome.Accepted or HecOutcome.NearCapacity:
                    acks.Taken(events, verdict, channel);
                    outcome = acks.IsMissing(verdict) ? MissingAcks : verdict;
                    break;
                case HecOutcome.EventRefused or HecOutcome.BatchRefused or HecOutcome.TooLarge:
                    var division = Division.Of(portion, verdict, sizes);
                    acks.Taken(events[..division.Taken], verdict, channel);
                    GiveUp(events[division.Taken..(division.Taken + division.Dead)], verdict);
                    Push(left, division.Again);
                    break;
                case HecOutcome.BusyAfterSome:
                    Resume(events, verdict, channel);
                    outcome = verdict;
                    break;
                case HecOutcome.Held:
                    Resolve(events, EventFate.Of(SettlementKind.Hold, verdict));
                    outcome = verdict;
                    break;
                default:
                    Resolve(events, EventFate.Of(SettlementKind.Retry, verdict));
                    outcome = verdict;
                    break;
            }
        }

        // 3. Give back.
        foreach (var portion in left)
        {
            Resolve(Of(batch, portion), EventFate.NotSent(outcome.Reason));
        }

        return outcome;
    }

    private static OutgoingEvent[] Of(IReadOnlyList<OutgoingEvent> batch, Portion portion) =>
        [.. batch.Skip(portion.First).Take(portion.Count)];

    /// <summary>The first of them comes out first, so that order is kept.</summary>
    private static void Push(Stack<Portion> left, IReadOnlyList<Portion> again)
    {
        foreach (var portion in again.Reverse())
        {
            left.Push(portion);
        }
    }

    /// <summary>
    /// Those before the named event were taken. Whether that one was is not quite certain, so it is sent again as a possible duplicate;
    /// where the number is past the end, that goes for all.
    /// </summary>
    private void Resume(OutgoingEvent[] events, HecVerdict verdict, string channel)
    {
        var named = Math.Max(0, verdict.Reply?.InvalidEventNumber ?? 0);
        var isPastTheEnd = named >= events.Length;
        var taken = isPastTheEnd ? 0 : named;
        acks.Taken(events[..taken], verdict, channel);
        for (var i = taken; i < events.Length; i++)
        {
            events[i].Resolve(EventFate.Of(SettlementKind.Retry, verdict, ambiguous: isPastTheEnd || (named > 0 && i == named)));
        }
    }

    private void GiveUp(OutgoingEvent[] events, HecVerdict verdict)
    {
        var isTooLarge = verdict.Outcome == HecOutcome.TooLarge;
        if (events.Length > 0)
        {
            metrics.DeadLettered(isTooLarge ? "oversize" : "refused", events.Length);
        }

        Resolve(events, EventFate.Of(SettlementKind.Dead, isTooLarge ? verdict with { Reason = "oversize: " + verdict.Reason } : verdict));
    }

    private static void Resolve(OutgoingEvent[] events, EventFate fate) => Array.ForEach(events, one => one.Resolve(fate));
}
