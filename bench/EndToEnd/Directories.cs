using System.Net.Http.Json;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>Puts directories by HTTP.</summary>
internal static class Directories
{
    private static readonly TimeSpan ReplicasSeeIt = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Nearly all of those who act are known and approved; one in so many people and roles is not, and one in so many people is disabled: findings
    /// are rare, and there.
    /// </summary>
    public static Task ApproveNearlyAllAsync(Rig rig, RecordPool pool, int oneIn = 500, int others = 0, int wildcards = 0) => PutAsync(
        rig,
        pool.Generator.UserNames.Where((_, i) => i % oneIn != oneIn / 2).Select((name, i) => (name, i % oneIn != oneIn / 4)).Concat(Enumerable.Range(0, others).Select(i => ($"employee-{i}@corp.example", true))),
        pool.Generator.RoleNames.Where((_, i) => i % oneIn != oneIn / 2).Concat(Enumerable.Range(0, wildcards).Select(i => $"team-{i}-*-deployer")));

    /// <summary>One identity that never acts, so that everybody is a stranger.</summary>
    public static Task ApproveNobodyAsync(Rig rig) => PutAsync(rig, [("nobody", true)], []);

    private static async Task PutAsync(Rig rig, IEnumerable<(string Name, bool IsEnabled)> people, IEnumerable<string> roles)
    {
        using var client = new HttpClient { BaseAddress = rig.Address, Timeout = TimeSpan.FromMinutes(5) };
        await PutAsync(client, "/v1/identities", people.Select(p => new { identity = new[] { p.Name }, enabled = p.IsEnabled }));
        await PutAsync(client, "/v1/service-accounts", roles.Select(r => new { identity = r }));
        if (rig.Targets.Length > 1)
        {
            await Task.Delay(ReplicasSeeIt);
        }
    }

    private static async Task PutAsync<T>(HttpClient client, string path, IEnumerable<T> items)
    {
        using var answer = await client.PutAsJsonAsync(path, new { items });
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"PUT {path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
