using System.Diagnostics;
using System.Text;
using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>One body of 200 MB in chunks: how much memory the service takes for it, and whether it reads on while it evaluates.</summary>
internal sealed class StreamBench(BenchArguments arguments) : IBench
{
    private const double MostGrowthMb = 64;

    private readonly int _megabytes = arguments.IsQuick ? 20 : 200;

    public string Name => "stream";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        var pool = new RecordPool();
        List<Line> lines = [];
        foreach (var store in new[] { StoreKind.Redis, StoreKind.Embedded })
        {
            lines.Add(await RunAsync(pool, store));
        }

        // The embedded store's own memory grows with what it holds, so only Redis shows the request's.
        List<Goal> goals =
        [
            new("growth of the service's peak memory, on Redis", "under 64 MB", FormattableString.Invariant($"{lines[0].GrowthMb:N0} MB"), lines[0].GrowthMb < MostGrowthMb),
            .. lines.Select(l => new Goal($"records accounted for, {l.Store}", "all", FormattableString.Invariant($"{l.Answer.Received:N0}"), l.IsWhole)),
        ];
        var body = new StringBuilder()
            .AppendLine(FormattableString.Invariant($"""
                One body of {_megabytes} MB ({lines[0].Records:N0} records) in chunks to `POST /v1/events` of a service that is warm, with its limits raised to let it through. Peak memory is Linux's (`VmHWM`), forgotten just
                before. A service that takes the whole body before it evaluates has taken it long before it answers; one that evaluates as it reads takes the last of it shortly before.

                {Goal.Table(goals)}

                | store | resident before MB | peak MB | growth MB | s | body taken after | events/s | MB/s |
                |---|--:|--:|--:|--:|--:|--:|--:|
                """))
            .AppendJoin('\n', lines.Select(l => FormattableString.Invariant(
                $"| {l.Store} | {l.Before / 1e6:N0} | {l.Peak / 1e6:N0} | {l.GrowthMb:N0} | {l.Elapsed.TotalSeconds:N1} | {l.Taken / l.Elapsed:P0} | {l.Records / l.Elapsed.TotalSeconds:N0} | {_megabytes / l.Elapsed.TotalSeconds:N0} |")));
        return new("A body of 200 MB", body.ToString(), Goal.AreMet(goals), redis.Version);
    }

    private async Task<Line> RunAsync(RecordPool pool, StoreKind store)
    {
        var plan = new RigPlan { Store = store, Settings = ["--Http:MaxRequestBytes=1073741824", "--Http:MaxDecompressedBytes=1073741824", "--Http:MaxRecords=1000000"] };
        await using var contender = await Contender.StartAsync($"{store}", plan, pool, arguments.Time);
        BenchArguments.Tell($"{store}, {_megabytes} MB");
        var body = contender.Trail.Take((int)(_megabytes * 1e6 / pool.MeanBytes));
        using var client = new HttpClient { BaseAddress = contender.Rig.Address, Timeout = TimeSpan.FromMinutes(5) };
        using var content = new BodyContent(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        ProcessStat.ForgetPeak(contender.Rig.Id);
        var before = ProcessStat.Resident(contender.Rig.Id);
        var watch = Stopwatch.StartNew();
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsByteArrayAsync();
        var elapsed = watch.Elapsed;
        var answer = response.IsSuccessStatusCode ? Answer.Read(text) : throw new InvalidOperationException(Encoding.UTF8.GetString(text));
        return new(store, body.Records, before, ProcessStat.Peak(contender.Rig.Id), elapsed, content.Taken, answer);
    }

    private sealed record Line(StoreKind Store, int Records, long Before, long Peak, TimeSpan Elapsed, TimeSpan Taken, Answer Answer)
    {
        public double GrowthMb => (Peak - Before) / 1e6;

        public bool IsWhole => Answer.IsWhole(Records);
    }
}
