using System.Diagnostics.Metrics;
using System.Globalization;

namespace TrailWatch.Splunk.Hec;

/// <summary>Counts of delivery. Labels come from fixed lists: never an index, a token or an account.</summary>
internal sealed class HecMetrics
{
    public const string MeterName = "TrailWatch";

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Histogram<long> _batchBytes;
    private readonly Histogram<double> _gzipRatio;
    private readonly Counter<long> _events;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _resent;
    private readonly UpDownCounter<long> _acksPending;
    private readonly Histogram<double> _ackLatency;
    private readonly Counter<long> _ackTimeouts;

    public HecMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("trailwatch.hec.requests", "{request}", "Requests to HEC by route, class of outcome and HEC's code.");
        _duration = meter.CreateHistogram<double>("trailwatch.hec.request.duration", "s", "Time to HEC's answer.");
        _inFlight = meter.CreateUpDownCounter<long>("trailwatch.hec.requests.in_flight", "{request}", "Requests without an answer yet.");
        _batchBytes = meter.CreateHistogram<long>("trailwatch.hec.batch.size", "By", "Uncompressed size of a batch.");
        _gzipRatio = meter.CreateHistogram<double>("trailwatch.hec.batch.gzip_ratio", "1", "Sent bytes by uncompressed bytes.");
        _events = meter.CreateCounter<long>("trailwatch.hec.events", "{event}", "Events by what became of them.");
        _deadLettered = meter.CreateCounter<long>("trailwatch.hec.events.dead_lettered", "{event}", "Events given up, by reason.");
        _resent = meter.CreateCounter<long>("trailwatch.hec.events.resent", "{event}", "Events sent again that may be in the index already.");
        _acksPending = meter.CreateUpDownCounter<long>("trailwatch.hec.acks.pending", "{request}", "Requests that wait for their acknowledgement.");
        _ackLatency = meter.CreateHistogram<double>("trailwatch.hec.acks.latency", "s", "Time from the request to its acknowledgement.");
        _ackTimeouts = meter.CreateCounter<long>("trailwatch.hec.acks.timeouts", "{request}", "Requests whose acknowledgement did not come.");
    }

    public void Sending(HecBody body)
    {
        _batchBytes.Record(body.PlainBytes);
        _gzipRatio.Record((double)body.SentBytes / body.PlainBytes);
    }

    public void InFlight(int change) => _inFlight.Add(change);

    public void Answered(string route, HecVerdict verdict, TimeSpan duration)
    {
        var code = verdict.Code is not { } number ? "none"
            : HecClassifier.IsKnown(number) ? number.ToString(CultureInfo.InvariantCulture)
            : "other";
        _requests.Add(1, new("route", route), new("class", verdict.Outcome.ToString()), new("code", code));
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("route", route));
    }

    public void Settled(string kind, int events) => _events.Add(events, new KeyValuePair<string, object?>("outcome", kind));

    /// <param name="reason">One of few: <c>oversize</c>, <c>malformed</c>, <c>refused</c>.</param>
    public void DeadLettered(string reason, int events) => _deadLettered.Add(events, new KeyValuePair<string, object?>("reason", reason));

    public void Resent(int events) => _resent.Add(events);

    public void AcksPending(int change) => _acksPending.Add(change);

    public void Acknowledged(TimeSpan latency) => _ackLatency.Record(latency.TotalSeconds);

    public void AckTimedOut(int requests) => _ackTimeouts.Add(requests);
}
