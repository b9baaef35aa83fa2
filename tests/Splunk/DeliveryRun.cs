using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

/// <summary>Delivery as the service runs it, on a clock that moves while something is awaited.</summary>
internal sealed class DeliveryRun : IAsyncDisposable
{
    /// <summary>Patience that a slow machine does not use up while the clock runs ahead; a test that is about one sets it.</summary>
    private static readonly Dictionary<string, string?> Patient = new()
    {
        ["Splunk:Hec:TimeoutSeconds"] = "3600",
        ["Splunk:Hec:Batch:RoundSeconds"] = "3600",
        ["Splunk:Hec:Ack:TimeoutSeconds"] = "86400",
        ["Splunk:Hec:StartupCheck"] = "off",
    };

    private readonly IHost _host;
    private Task? _stop;

    private DeliveryRun(IHost host, InMemoryOutbox outbox, FakeTimeProvider time, LogLines log) => (_host, Outbox, Time, Log) = (host, outbox, time, log);

    public InMemoryOutbox Outbox { get; }

    public FakeTimeProvider Time { get; }

    public LogLines Log { get; }

    public IReadOnlyList<LaneStatus> Endpoints => _host.Services.GetRequiredService<DeliveryStatus>().Endpoints;

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static Task<DeliveryRun> StartAsync(HecServer server, InMemoryOutbox outbox, params (string Key, string Value)[] settings) =>
        StartAsync([server.Url], outbox, settings);

    public static async Task<DeliveryRun> StartAsync(string[] urls, InMemoryOutbox outbox, params (string Key, string Value)[] settings)
    {
        var run = Build(urls, outbox, settings);
        await run.StartAsync();
        return run;
    }

    public static DeliveryRun Build(string[] urls, InMemoryOutbox outbox, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(Patient);
        for (var n = 0; n < urls.Length; n++)
        {
            values[$"Splunk:Hec:Endpoints:{n}:Url"] = urls[n];
            values[$"Splunk:Hec:Endpoints:{n}:Token"] = HecServer.Token;
        }

        foreach (var (key, value) in settings)
        {
            values["Splunk:Hec:" + key] = value.Length == 0 ? null : value;
        }

        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Parcels.TimeMs));
        var log = new LogLines();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(values);
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<IOutbox>(outbox).AddHecOptions(builder.Configuration).AddSplunkDelivery(builder.Configuration);
        return new DeliveryRun(builder.Build(), outbox, time, log);
    }

    public Task StartAsync() => _host.StartAsync();

    /// <summary>The clock runs meanwhile, so that patience ends.</summary>
    public async Task StopAsync(int stepMs = 250)
    {
        _stop ??= _host.StopAsync();
        await UntilAsync(() => _stop.IsCompleted, stepMs);
        await _stop;
    }

    /// <summary>Lets the clock run until something holds.</summary>
    /// <param name="stepMs">How far the clock moves at a time.</param>
    public async Task UntilAsync(Func<bool> holds, int stepMs = 250)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "It did not come to that. " + string.Join('\n', Log.All.TakeLast(5)));
            Time.Advance(TimeSpan.FromMilliseconds(stepMs));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets the clock run for a while.</summary>
    public async Task PassAsync(TimeSpan span, int stepMs = 250)
    {
        var end = Time.GetUtcNow() + span;
        await UntilAsync(() => Time.GetUtcNow() >= end, stepMs);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}
