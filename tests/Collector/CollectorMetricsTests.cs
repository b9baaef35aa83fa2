using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class CollectorMetricsTests
{
    [Fact]
    public async Task H50_What_is_sent_is_counted_by_the_token_s_name_and_never_by_the_token()
    {
        await using var hec = new Hec();
        using var meter = new Recorder(hec.Services.GetRequiredService<IMeterFactory>());
        var body = Hec.Event(Make.Record("1")) + Hec.Event(Make.Record("1")) + Hec.Event("\"words\"") + Hec.Event(Make.Record("2", time: null));
        await hec.EventsAsync(body);
        await hec.RawAsync(Make.Record("3") + "\nwords\n", Hec.Acking, Hec.Channel);
        await hec.EventsAsync("");
        await hec.EventsAsync(body, "wrong");
        await hec.EventsAsync("", Hec.Off);
        await hec.AcksAsync("""{"acks":[0,1]}""");

        Assert.Equal(1, meter.Sum("requests", ("token", "plain"), ("route", "event"), ("code", "0")));
        Assert.Equal(1, meter.Sum("requests", ("token", "plain"), ("route", "event"), ("code", "5")));
        Assert.Equal(1, meter.Sum("requests", ("token", "acking"), ("route", "raw"), ("code", "0")));
        Assert.Equal(1, meter.Sum("requests", ("token", "none"), ("code", "4")));
        Assert.Equal(1, meter.Sum("requests", ("token", "none"), ("code", "1")));
        Assert.Equal(1, meter.Sum("requests", ("token", "acking"), ("route", "ack"), ("code", "0")));
        Assert.Equal(body.Length, meter.Sum("bytes", ("token", "plain")));
        Assert.Equal(4, meter.Sum("events", ("token", "plain")));
        Assert.Equal(2, meter.Sum("events", ("token", "acking")));
        Assert.Equal(1, meter.Sum("unrecognised", ("token", "plain")));
        Assert.Equal(1, meter.Sum("unrecognised", ("token", "acking")));
        Assert.Equal(1, meter.Sum("records", ("token", "plain"), ("outcome", "evaluated")));
        Assert.Equal(1, meter.Sum("records", ("token", "plain"), ("outcome", "duplicate")));
        Assert.Equal(2, meter.Sum("records", ("token", "plain"), ("outcome", "rejected")));
        Assert.Equal(1, meter.Sum("acks", ("token", "acking"), ("answer", "given")));
        Assert.Equal(1, meter.Sum("acks", ("token", "acking"), ("answer", "true")));
        Assert.Equal(1, meter.Sum("acks", ("token", "acking"), ("answer", "false")));
        Assert.Equal(0, meter.Sum("requests.in_flight"));
        Assert.Equal(6, meter.Count("request.duration"));
        Assert.Equal(["answer", "code", "outcome", "route", "token"], meter.Labels.Order());
        Assert.Empty(meter.Values.Intersect([Hec.Plain, Hec.Acking, Hec.Off, "wrong"]));
    }

    private sealed class Recorder : IDisposable
    {
        private const string Prefix = "trailwatch.collector.";
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _values = new();

        public Recorder(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == factory && instrument.Name.StartsWith(Prefix, StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<string> Labels => _values.SelectMany(v => v.Tags.Keys).Distinct();

        public IEnumerable<string?> Values => _values.SelectMany(v => v.Tags.Values).Select(v => (string?)v);

        public int Count(string name) => _values.Count(v => v.Name == Prefix + name);

        public double Sum(string name, params (string Key, string Value)[] tags) => _values
            .Where(v => v.Name == Prefix + name && Array.TrueForAll(tags, tag => (string?)v.Tags.GetValueOrDefault(tag.Key) == tag.Value))
            .Sum(v => v.Value);

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _values.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary()));
    }
}
