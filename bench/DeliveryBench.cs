using System.Globalization;
using System.Text;
using TrailWatch.Tests.Splunk.Soak;

namespace TrailWatch.Bench;

/// <summary>
/// Ten minutes of delivery while Splunk fails in every way, the service is killed ten times and Redis twice. Nothing is measured for
/// speed: at the end every finding that evaluation answered must be in Splunk, and duplicates must say so.
/// </summary>
internal sealed class DeliveryBench : IBench
{
    private static readonly SoakPlan Plan = new(TimeSpan.FromMinutes(10), Kills: 10, RedisRestarts: 2, Seed: 20);

    public string Name => "delivery";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        var result = await Soaking.RunAsync(Plan, CancellationToken.None);
        var isKept = result.Missing.Count == 0 && result.Unmarked.Count == 0 && result is { Unexplained: 0, Left: 0, HasTriedAll: true };
        return new("Delivery to a Splunk that fails at random", Body(result), isKept, redis.Version);
    }

    private static string Body(SoakResult r)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            {Plan.Length.TotalMinutes:0} minutes; the service killed with -9 {Plan.Kills} times, redis-server (append-only file) {Plan.RedisRestarts} times. Two HTTP Event
            Collectors, one with acknowledgements; a third of their answers go wrong. Two clients send batches and repeat each until it is answered.
            Afterwards all is well, and what was given up is sent again by `POST /v1/deliveries/replay`.

            | | |
            |---|--:|
            | findings that evaluation answered and that were to be sent | {r.Answered} |
            | of them missing in Splunk's index | {r.Missing.Count} |
            | events in the index | {r.Indexed} |
            | of them with `resent: true` | {r.Marked} |
            | revisions that are there twice and do not say so | {r.Unmarked.Count} |
            | dead letters, all of them replayed | {r.Dead} |
            | dead letters without a reason | {r.Unexplained} |
            | deliveries pending or dead at the end | {r.Left} |
            | batches that clients had to repeat | {r.Repeats} |
            | from the last failure until everything was delivered | {r.Settled.TotalSeconds:0.0} s |

            What Splunk did:

            | failure | times |
            |---|--:|
            """);
        foreach (var (failure, times) in r.Failures.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {failure} | {times} |");
        }

        return text.ToString().TrimEnd();
    }
}
