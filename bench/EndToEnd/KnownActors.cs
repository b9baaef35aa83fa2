using System.Globalization;
using System.Text;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>Fills the memory by HTTP before anything is measured: actors that have been seen, and baselines that are full.</summary>
internal static class KnownActors
{
    private const int PerBatch = 5_000;
    private const int Senders = 4;
    private const int FullBaseline = 720;

    /// <summary>So many actors that none of the load is, each seen twice, the second time long after the first hour had closed.</summary>
    public static Task LearnAsync(Rig rig, int actors)
    {
        var first = RecordPool.Start.AddDays(-3);
        var records = Enumerable.Range(0, 2).SelectMany(day => Enumerable.Range(0, actors).Select(i => (i, day)))
            .Select(seen => Record(UserIdentity($"known-{seen.i}"), first.AddDays(seen.day).AddSeconds(seen.i % 3600), (seen.i * 2L) + seen.day, $"Describe{seen.i % 9}"));
        return PostAsync(rig, records);
    }

    /// <summary>
    /// All who act in the load get imported baselines of 720 hours, high enough that nobody ever has a spike, and then so many hours with a call in each,
    /// up to the load's beginning.
    /// </summary>
    public static async Task FillBaselinesAsync(Rig rig, RecordPool pool, int hours)
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
        var records = Enumerable.Range(0, hours).SelectMany(hour => all.Select((actor, i) => (actor, i, hour))).Select(seen => Record(
            seen.actor.Identity, start.AddHours(seen.hour).AddSeconds(seen.i), (1L << 40) + ((long)seen.hour * all.Count) + seen.i, seen.hour % 2 == 0 ? "DescribeSecurityGroups" : "DescribeInstances"));
        await PostAsync(rig, records);
    }

    // Senders run side by side: a batch may overtake another by less than the allowed lateness.
    private static async Task PostAsync(Rig rig, IEnumerable<string> records)
    {
        using var client = new HttpClient { BaseAddress = rig.Address, Timeout = TimeSpan.FromMinutes(5) };
        await Parallel.ForEachAsync(records.Chunk(PerBatch), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (some, cancellation) =>
        {
            using var content = new StringContent($"[{string.Join(',', some)}]", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/v1/events?mode=learn", UriKind.Relative), content, cancellation);
            await EnsureAsync(answer);
        });
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
