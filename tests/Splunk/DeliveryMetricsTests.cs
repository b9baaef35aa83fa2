using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class DeliveryMetricsTests
{
    [Fact]
    public async Task C53_Requests_and_events_are_counted_with_few_labels()
    {
        await using var server = await HecServer.StartAsync();
        server.UseAck = true;
        server.Next(Steps.IndexThenFail(), Steps.Code(503, 9), exchange => exchange.AnswerAsync(429, 77, "from the future"));
        await using var run = DeliveryRun.Build([server.Url], InMemoryOutbox.With(Parcels.One("p0"), Parcels.Poison("bad", 6)));
        using var meter = new Recorder(run.Get<IMeterFactory>());
        await run.StartAsync();
        await run.UntilAsync(() => run.Outbox.IsEmpty);

        Assert.Equal(1, meter.Sum("trailwatch.hec.requests", ("route", "event"), ("class", "Failed"), ("code", "8")));
        Assert.Equal(1, meter.Sum("trailwatch.hec.requests", ("route", "event"), ("class", "Busy"), ("code", "9")));
        Assert.Equal(1, meter.Sum("trailwatch.hec.requests", ("route", "event"), ("class", "Busy"), ("code", "other")));
        Assert.Equal(1, meter.Sum("trailwatch.hec.requests", ("route", "event"), ("class", "EventRefused"), ("code", "6")));
        Assert.True(meter.Sum("trailwatch.hec.requests", ("route", "ack")) > 0);
        Assert.Equal(1, meter.Sum("trailwatch.hec.events", ("outcome", "Delivered")));
        Assert.Equal(1, meter.Sum("trailwatch.hec.events", ("outcome", "Dead")));
        Assert.Equal(1, meter.Sum("trailwatch.hec.events.dead_lettered", ("reason", "refused")));
        Assert.True(meter.Sum("trailwatch.hec.events.resent") >= 2);
        Assert.Equal(0, meter.Sum("trailwatch.hec.requests.in_flight"));
        Assert.Equal(0, meter.Sum("trailwatch.hec.acks.pending"));
        Assert.Equal(
            ["class", "code", "outcome", "reason", "route"], meter.Labels.Order());
    }

    private sealed class Recorder : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _values = new();

        public Recorder(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == factory && instrument.Name.StartsWith("trailwatch.hec.", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<string> Labels => _values.SelectMany(v => v.Tags.Keys).Distinct();

        public double Sum(string name, params (string Key, string Value)[] tags) => _values
            .Where(v => v.Name == name && Array.TrueForAll(tags, tag => (string?)v.Tags.GetValueOrDefault(tag.Key) == tag.Value))
            .Sum(v => v.Value);

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _values.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary()));
    }
}
