using System.Diagnostics.Metrics;
using System.Globalization;
using TrailWatch.Collector.Replies;
using TrailWatch.Evaluation;

namespace TrailWatch.Collector.Intake;

/// <summary>Counts of what senders send. A token is named as the configuration names it; there are no other open labels.</summary>
internal sealed class CollectorMetrics
{
    private const string NoToken = "none";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _events;
    private readonly Counter<long> _unrecognised;
    private readonly Counter<long> _records;
    private readonly Counter<long> _acks;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Histogram<double> _duration;

    public CollectorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("TrailWatch");
        _requests = meter.CreateCounter<long>("trailwatch.collector.requests", "{request}", "Requests by token, route and the code that was answered.");
        _bytes = meter.CreateCounter<long>("trailwatch.collector.bytes", "By", "Bytes of bodies, decompressed.");
        _events = meter.CreateCounter<long>("trailwatch.collector.events", "{event}", "Events taken.");
        _unrecognised = meter.CreateCounter<long>("trailwatch.collector.unrecognised", "{event}", "Events taken that held no CloudTrail.");
        _records = meter.CreateCounter<long>("trailwatch.collector.records", "{record}", "CloudTrail records by what became of them.");
        _acks = meter.CreateCounter<long>("trailwatch.collector.acks", "{ack}", "Acknowledgements given, and answers to who asked for them.");
        _inFlight = meter.CreateUpDownCounter<long>("trailwatch.collector.requests.in_flight", "{request}", "Requests being read and evaluated.");
        _duration = meter.CreateHistogram<double>("trailwatch.collector.request.duration", "s", "Time to the answer.");
    }

    /// <param name="token">Null where it was not known.</param>
    /// <param name="route">One of few.</param>
    /// <param name="code">What was answered.</param>
    /// <param name="duration">How long that took.</param>
    public void Answered(string? token, string route, ReplyCode code, TimeSpan duration)
    {
        _requests.Add(1, Token(token), new("route", route), new("code", code.Code.ToString(CultureInfo.InvariantCulture)));
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("route", route));
    }

    public void InFlight(int change) => _inFlight.Add(change);

    public void Took(string token, int bytes, Taken taken)
    {
        _bytes.Add(bytes, Token(token));
        _events.Add(taken.Events, Token(token));
        _unrecognised.Add(taken.Unrecognised, Token(token));
        Record(token, "rejected", taken.Batch.Rejected.Count);
    }

    public void Evaluated(string token, EvaluationResult result)
    {
        Record(token, "evaluated", result.Evaluated);
        Record(token, "duplicate", result.Duplicates);
        Record(token, "skipped", result.Skipped);
        Record(token, "late", result.Late);
    }

    /// <param name="token">Whose.</param>
    /// <param name="answer"><c>given</c>, <c>true</c> or <c>false</c>.</param>
    /// <param name="count">How many.</param>
    public void Acks(string token, string answer, int count) => _acks.Add(count, Token(token), new("answer", answer));

    private void Record(string token, string outcome, long count) => _records.Add(count, Token(token), new("outcome", outcome));

    private static KeyValuePair<string, object?> Token(string? name) => new("token", name ?? NoToken);
}
