using System.Diagnostics;
using System.Globalization;
using System.Text;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>Fills the memory by HTTP before anything is measured: actors that have been seen, and baselines that are full.</summary>
internal static class KnownActors
{
    private const int PerBatch = 5_000;
    private const int Senders = 3;
    private const int FullBaseline = 720;
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(2);

    /// <summary>So many actors that none of the load is, each seen twice, the second time long after the first hour had closed.</summary>
    /// <returns>How many it was possible to learn in the time that is allowed for it.</returns>
    public static async Task<int> LearnAsync(Rig rig, int actors)
    {
        var first = RecordPool.Start.AddDays(-3);
        var sent = await PostAsync(rig, Enumerable.Range(0, actors).Chunk(PerBatch / 2).Select(some => Enumerable.Range(0, 2).SelectMany(day => some.Select(
            i => Record(UserIdentity($"known-{i}"), first.AddDays(day).AddSeconds(i % 3600), (i * 2L) + day, $"Describe{i % 9}")))));
        return (int)(sent / 2);
    }

    /// <summary>
    /// All who act in the load get imported baselines of 720 hours, high enough that nobody ever has a spike, and then so many hours with a call in each,
    /// up to the load's beginning.
    /// </summary>
    /// <returns>How many hours it was possible to learn in the time that is allowed for it.</returns>
    public static async Task<int> FillBaselinesAsync(Rig rig, RecordPool pool, int hours)
    {
        List<(string Arn, string Identity)> all =
        [
            .. pool.Generator.UserNames.Select(name => ($"arn:aws:iam::{GeneratedActor.Account}:user/{name}", UserIdentity(name))),
            .. pool.Generator.RoleNames.Select(name => ($"arn:aws:iam::{GeneratedActor.Account}:role/{name}", RoleIdentity(name))),
        ];
        var csv = new StringBuilder("arn,latestCount,numDataPoints,avgApiCalls,stdevApiCalls\n");
        all.ForEach(actor => csv.Append(CultureInfo.InvariantCulture, $"{actor.Arn},100000,{FullBaseline},100000,1000\n"));
        using var client = new HttpClient { BaseAddress = rig.Address, Timeout = TimeSpan.FromMinutes(5) };
        foreach (var table in new[] { "api_call_by_user_baseline", "security_group_activity_baseline" })
        {
            using var content = new StringContent(csv.ToString(), Encoding.UTF8, "text/csv");
            using var answer = await client.PutAsync(new Uri($"/v1/baselines/{table}", UriKind.Relative), content);
            await EnsureAsync(answer);
        }

        // A security group call each other hour, so that both baselines have what the other has.
        var start = RecordPool.Start.AddHours(-hours);
        var sent = await PostAsync(rig, Enumerable.Range(0, hours).Select(hour => all.Select((actor, i) => Record(
            actor.Identity, start.AddHours(hour).AddSeconds(i), (1L << 40) + ((long)hour * all.Count) + i, hour % 2 == 0 ? "DescribeSecurityGroups" : "DescribeInstances"))));
        return (int)(sent / all.Count);
    }

    // Senders run side by side: a batch may overtake another by less than the allowed lateness. A service that learns slowly gets less, and the report says so.
    private static async Task<long> PostAsync(Rig rig, IEnumerable<IEnumerable<string>> batches)
    {
        using var client = new HttpClient { BaseAddress = rig.Address, Timeout = TimeSpan.FromMinutes(5) };
        var sent = 0L;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(batches.TakeWhile(_ => watch.Elapsed < MostTime), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (batch, cancellation) =>
        {
            var records = batch.ToList();
            using var content = new StringContent($"[{string.Join(',', records)}]", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/v1/events?mode=learn", UriKind.Relative), content, cancellation);
            await EnsureAsync(answer);
            Interlocked.Add(ref sent, records.Count);
        });
        return sent;
    }

    private static async Task EnsureAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static string UserIdentity(string name) =>
        $$$$"""{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::{{{{GeneratedActor.Account}}}}:user/{{{{name}}}}","accountId":"{{{{GeneratedActor.Account}}}}","accessKeyId":"ASIAEXAMPLE","userName":"{{{{name}}}}","sessionContext":{"attributes":{"mfaAuthenticated":"true"}}}""";

    private static string RoleIdentity(string name) =>
        $$$$"""{"type":"AssumedRole","principalId":"AROAEXAMPLE:run","arn":"arn:aws:sts::{{{{GeneratedActor.Account}}}}:assumed-role/{{{{name}}}}/run","accountId":"{{{{GeneratedActor.Account}}}}","accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::{{{{GeneratedActor.Account}}}}:role/{{{{name}}}}","userName":"{{{{name}}}}"},"attributes":{"mfaAuthenticated":"false"}}}""";

    private static string Record(string identity, DateTimeOffset at, long id, string name) => string.Create(
        CultureInfo.InvariantCulture,
        $$$$"""{"eventVersion":"1.11","userIdentity":{{{{identity}}}},"eventTime":"{{{{at:yyyy-MM-ddTHH:mm:ssZ}}}}","eventSource":"ec2.amazonaws.com","eventName":"{{{{name}}}}","awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15","eventID":"{{{{Guid(id)}}}}","readOnly":true,"eventType":"AwsApiCall","recipientAccountId":"{{{{GeneratedActor.Account}}}}"}""");

    private static Guid Guid(long id) => new((int)id, (short)(id >> 32), 0x4000, 0x80, 0, (byte)(id >> 48), 0, 0, 0, 0, 1);
}
