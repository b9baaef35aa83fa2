using System.Diagnostics;
using System.Globalization;

namespace TrailWatch.Bench;

/// <summary>
/// Firehose delivers to a service that is killed in the middle and started again. Nothing may be lost, and the findings must be those
/// that the same records give through <c>POST /v1/events</c> on another service.
/// </summary>
internal sealed class FirehoseBench : IBench
{
    private const int Records = 60_000;
    private const int BatchBytes = 1_000_000;
    private const string Token = "c0ffee00-0000-4000-8000-00000000c0de";

    private static readonly int[] KilledAfter = [15, 40];

    public string Name => "firehose";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        var batches = CloudTrailText.Batches(Records, BatchBytes).ToList();
        var straight = await RunAsync(batches, [], gzip: false);
        var killed = await RunAsync(batches, KilledAfter, gzip: false);
        var packed = await RunAsync(batches, KilledAfter, gzip: true);
        var expected = await ExpectedAsync(batches);
        Run[] runs = [straight, killed, packed];
        var good = runs.All(r => r.Known == Records && r.Findings.SequenceEqual(expected));
        var bytes = batches.Sum(b => (long)b.Length);
        var body = string.Create(CultureInfo.InvariantCulture, $"""
            {Records:N0} CloudTrail records of {bytes / Records:N0} bytes over {CloudTrailText.SpanMinutes} minutes, in {batches.Count} batches of at most {BatchBytes:N0} bytes, one after the other on one channel, to
            `/services/collector/raw` of the real program with its embedded store; client and service share the machine. After the end, every record is sent once more
            to `POST /v1/events`, which tells whether it was known; and another service gets them only so. It finds {expected.Count} findings.

            | run | requests | retried | sent again for want of an acknowledgement | acknowledged | records known | findings | seconds | records/s |
            |---|---|---|---|---|---|---|---|---|
            {straight.Row("undisturbed", expected)}
            {killed.Row($"killed (-9) during batches {KilledAfter[0] + 1} and {KilledAfter[1] + 1}", expected)}
            {packed.Row("the same with gzip", expected)}

            Target: every record is known, and the findings are the same. {(good ? "Held." : "NOT held.")}
            """);
        return new("Firehose, while the service is killed and started again", body, good, redis.Version);
    }

    private static async Task<Run> RunAsync(List<byte[]> batches, int[] killedAfter, bool gzip)
    {
        var folder = Directory.CreateTempSubdirectory("twb-");
        try
        {
            using var service = Service(folder.FullName);
            service.Start();
            await service.ReadyAsync();
            using var firehose = new Firehose(service.Address, Token, gzip) { AckTimeout = TimeSpan.FromSeconds(5) };
            if (!await firehose.ProbeAsync())
            {
                throw new InvalidOperationException("The probe was not answered as Splunk answers it.");
            }

            var kills = Task.CompletedTask;
            var watch = Stopwatch.StartNew();
            await firehose.DeliverAsync(batches, async sent =>
            {
                if (killedAfter.Contains(sent))
                {
                    await kills;
                    kills = RestartAsync(service);
                }
            });
            watch.Stop();
            await kills;
            var findings = await FindingList.ReadAsync(service.Address);
            var again = await FindingList.EvaluateAsync(service.Address, batches);
            return new(firehose, again.Duplicates, findings, watch.Elapsed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // While the next batch is under way.
    private static async Task RestartAsync(ServiceProcess service)
    {
        await Task.Delay(20);
        await service.KillAsync();
        service.Start();
    }

    private static async Task<IReadOnlyList<string>> ExpectedAsync(List<byte[]> batches)
    {
        var folder = Directory.CreateTempSubdirectory("twb-");
        try
        {
            using var service = Service(folder.FullName);
            service.Start();
            await service.ReadyAsync();
            await FindingList.EvaluateAsync(service.Address, batches);
            return await FindingList.ReadAsync(service.Address);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServiceProcess Service(string folder) => new(folder, $"--Collector:Tokens:firehose:Token={Token}", "--Collector:Tokens:firehose:UseAck=true");

    private sealed record Run(Firehose Firehose, long Known, IReadOnlyList<string> Findings, TimeSpan Time)
    {
        public string Row(string name, IReadOnlyList<string> expected) => string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Firehose.Sent} | {Firehose.Retries} | {Firehose.Resent} | {Firehose.Confirmed} | {Known:N0} | {(Findings.SequenceEqual(expected) ? "the same" : $"{Findings.Count}, different")} | {Time.TotalSeconds:F1} | {Records / Time.TotalSeconds:N0} |");
    }
}
