using System.Globalization;
using TrailWatch.Detections;
using TrailWatch.Memory.Survey;
using TrailWatch.Memory.Tally;
using TrailWatch.Tuning;

namespace TrailWatch.Coverage;

/// <summary>Gathers the actors that a spike detection cannot judge yet.</summary>
/// <param name="detection">The detection as it is set now.</param>
/// <param name="calls">What it counts, in words.</param>
/// <param name="lookup">The baseline table that seeds it.</param>
/// <param name="limit">How many are listed.</param>
internal sealed class ColdStart(TunedDetection detection, string calls, string lookup, int limit)
{
    private readonly int _needed = detection.Whole("minimumPoints");
    private readonly TopList<ColdActor> _list = new(limit, TopList<ColdActor>.LargestFirst(a => a.LastSeen.Ticks, a => a.Actor));
    private long _without;

    public void See(ActorOutline actor, SpikeBaseline baseline)
    {
        var points = baseline.Points ?? 0;
        if (points < _needed)
        {
            _without += points == 0 ? 1 : 0;
            _list.Add(new(actor.Key, (long)points, _needed, Moment.Of(actor.Newest)));
        }
    }

    public ColdStartSection Report() => new(detection.Id, Meaning(), _needed, _list.Total, _without, _list.Items);

    private string Meaning()
    {
        var judged = string.Create(
            CultureInfo.InvariantCulture, $"An actor is judged from {_needed} active hours of {calls} on; a spike of one with fewer is not seen.");
        return detection.Detection.Profile == Profiles.Hardened
            ? $"{judged} It passes with use; PUT /v1/baselines/{lookup} or POST /v1/events?mode=learn with history ends it at once."
            : $"{judged} In escu-2018 an actor without an imported baseline never learns one: PUT /v1/baselines/{lookup}.";
    }
}
