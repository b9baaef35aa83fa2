using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Splunk.Parcels;

/// <summary>Tells a caller how far the findings of its batch have come on their way to Splunk.</summary>
public sealed class DeliveryWait
{
    /// <summary>The longest that a caller is kept waiting. Delivery goes on after it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly DeliverySearch _search;
    private readonly DeliveryStatus _lanes;
    private readonly TimeProvider _time;

    internal DeliveryWait(DeliverySearch search, DeliveryStatus lanes, TimeProvider time) => (_search, _lanes, _time) = (search, lanes, time);

    /// <summary>Waits until Splunk has answered for all of them, or as long as it may.</summary>
    /// <returns><c>delivered</c>, <c>failed</c> where at least one is a dead letter, <c>queued</c> where some are still under way; null where there is nothing to deliver.</returns>
    public async Task<string?> UntilDeliveredAsync(IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        _lanes.Hurry();
        string? state;
        while ((state = await StateAsync(findings).ConfigureAwait(false)) == "queued" && _time.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(Pause, _time, cancellation).ConfigureAwait(false);
        }

        return state;
    }

    /// <summary>How they stand now.</summary>
    public async Task<string?> StateAsync(IReadOnlyList<Finding> findings)
    {
        var states = await _search.StatesAsync([.. findings.Select(f => f.Id)]).ConfigureAwait(false);
        return states.Count == 0 ? null
            : states.Contains(DeliveryState.Pending) ? "queued"
            : states.Contains(DeliveryState.Dead) ? "failed"
            : "delivered";
    }
}
