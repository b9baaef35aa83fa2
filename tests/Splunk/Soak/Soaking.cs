using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TrailWatch.Tests.Splunk.FakeHec;

namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>
/// The promise of delivery, tried: the real service is fed while Splunk fails in every way, the service is killed, and Redis too. Then
/// all is well, dead letters are sent again, and what is in Splunk's index is compared with what evaluation has answered.
/// </summary>
internal static class Soaking
{
    public const int TimeoutSeconds = 2;
    private const int Feeders = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<SoakResult> RunAsync(SoakPlan plan, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("tw-soak-");
        try
        {
            await using var splunk = await FaultySplunk.StartAsync(plan.Seed);
            await using var redis = plan.RedisRestarts is null ? null : new DurableRedis(folder.FullName);
            await (redis?.StartAsync(cancellation) ?? Task.CompletedTask);
            await using var service = new ServiceProcess(folder.FullName, Settings(splunk, redis));
            await service.StartAsync(cancellation);

            // 1. Feed while everything fails.
            List<Feeder> feeders = [.. Enumerable.Range(0, Feeders).Select(n => new Feeder(service.Address, n))];
            using var fed = new CancellationTokenSource();
            var feeding = Task.WhenAll(feeders.Select(feeder => feeder.RunAsync(fed.Token, cancellation)));
            await FailAsync(plan, service, redis, cancellation);
            await UntilTriedAsync(splunk, cancellation);
            await fed.CancelAsync();
            await feeding;

            // 2. All is well again.
            splunk.BeCalm();
            var calm = Stopwatch.GetTimestamp();
            using var client = new HttpClient { BaseAddress = service.Address };
            await EmptyAsync(client, cancellation);
            var dead = await ListAsync(client, "dead", cancellation);
            await ReplayAsync(client, cancellation);
            await EmptyAsync(client, cancellation);

            // 3. Compare.
            var left = (await ListAsync(client, "pending,dead", cancellation)).Count;
            return Compare([.. feeders.SelectMany(f => f.Answered.Keys)], splunk, dead, left, feeders.Sum(f => f.Repeats), Stopwatch.GetElapsedTime(calm));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Settings(FaultySplunk splunk, DurableRedis? redis)
    {
        var settings = new Dictionary<string, string>
        {
            ["Findings:LeaseSeconds"] = "3",
            ["Splunk:Hec:TimeoutSeconds"] = $"{TimeoutSeconds}",
            ["Splunk:Hec:Batch:AgeMs"] = "50",
            ["Splunk:Hec:Batch:Count"] = "50",
            ["Splunk:Hec:Batch:RoundSeconds"] = "10",
            ["Splunk:Hec:Retry:BaseMs"] = "50",
            ["Splunk:Hec:Retry:CapSeconds"] = "1",
            ["Splunk:Hec:Retry:HoldCapSeconds"] = "1",
            ["Splunk:Hec:Retry:BreakerSeconds"] = "1",
            ["Splunk:Hec:Ack:TimeoutSeconds"] = "5",
            ["Splunk:Hec:Ack:PollMs"] = "100",
            ["Splunk:Hec:Ack:PollCapSeconds"] = "1",
        };
        foreach (var (url, n) in splunk.Urls.Select((url, n) => (url, n)))
        {
            settings[$"Splunk:Hec:Endpoints:{n}:Url"] = url;
            settings[$"Splunk:Hec:Endpoints:{n}:Token"] = HecServer.Token;
        }

        if (redis is not null)
        {
            settings["Store:Mode"] = "Redis";
            settings["Store:ConnectionString"] = redis.ConnectionString;
        }

        return settings;
    }

    /// <summary>Kills and restarts, evenly over the time, in random order.</summary>
    private static async Task FailAsync(SoakPlan plan, ServiceProcess service, DurableRedis? redis, CancellationToken cancellation)
    {
        var restarts = plan.RedisRestarts ?? 0;
        var isKill = Enumerable.Repeat(true, plan.Kills).Concat(Enumerable.Repeat(false, restarts)).ToArray();
        new Random(plan.Seed).Shuffle(isKill);
        var began = Stopwatch.GetTimestamp();
        var pause = plan.Length / (isKill.Length + 1);
        for (var n = 0; n < isKill.Length; n++)
        {
            await UntilAsync(began, pause * (n + 1), cancellation);
            if (isKill[n])
            {
                await service.KillAsync();
                await service.StartAsync(cancellation);
            }
            else
            {
                await redis!.RestartAsync(cancellation);
            }
        }

        await UntilAsync(began, plan.Length, cancellation);
    }

    /// <summary>On a slow machine the time may be too short for all that should happen.</summary>
    private static async Task UntilTriedAsync(FaultySplunk splunk, CancellationToken cancellation)
    {
        for (var wait = Stopwatch.StartNew(); wait.Elapsed < Patience && !splunk.HasTriedAll;)
        {
            await Task.Delay(100, cancellation);
        }
    }

    private static async Task UntilAsync(long began, TimeSpan after, CancellationToken cancellation)
    {
        if (after - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellation);
        }
    }

    private static async Task EmptyAsync(HttpClient client, CancellationToken cancellation)
    {
        for (var wait = Stopwatch.StartNew(); wait.Elapsed < Patience && (await PageAsync(client, "pending", null, cancellation)).Items.Count > 0;)
        {
            await Task.Delay(100, cancellation);
        }
    }

    private static async Task<List<JsonNode>> ListAsync(HttpClient client, string states, CancellationToken cancellation)
    {
        List<JsonNode> all = [];
        for (string? cursor = null; ;)
        {
            (var items, cursor) = await PageAsync(client, states, cursor, cancellation);
            all.AddRange(items);
            if (cursor is null)
            {
                return all;
            }
        }
    }

    private static async Task<(List<JsonNode> Items, string? Next)> PageAsync(HttpClient client, string states, string? cursor, CancellationToken cancellation)
    {
        var page = JsonNode.Parse(await client.GetStringAsync(new Uri($"/v1/deliveries?limit=500&state={states}&cursor={cursor}", UriKind.Relative), cancellation))!;
        return ([.. page["items"]!.AsArray().Select(item => item!)], (string?)page["nextCursor"]);
    }

    private static async Task ReplayAsync(HttpClient client, CancellationToken cancellation)
    {
        using var body = new StringContent("""{"state":"dead"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/v1/deliveries/replay", UriKind.Relative), body, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static SoakResult Compare(HashSet<string> answered, FaultySplunk splunk, List<JsonNode> dead, int left, int repeats, TimeSpan settled)
    {
        var index = splunk.Index.Select(e => e["event"]!).ToList();
        var ids = index.Select(e => (string)e["finding_id"]!).ToHashSet(StringComparer.Ordinal);
        var twice = index.GroupBy(e => $"{e["finding_id"]} revision {e["revision"]}").Where(same => same.Count(e => e["resent"] is null) > 1)
            .Select(same => $"{same.Key}: attempts {string.Join(", ", same.Select(e => $"{e["delivery_attempt"] ?? 1}{(e["resent"] is null ? "" : " resent")}"))}");
        return new(
            answered.Count,
            [.. answered.Where(id => !ids.Contains(id))],
            index.Count,
            index.Count(e => e["resent"] is not null),
            [.. twice],
            dead.Count,
            dead.Count(letter => string.IsNullOrWhiteSpace((string?)letter["reason"])),
            left,
            repeats,
            splunk.Counts,
            splunk.HasTriedAll,
            settled);
    }
}
