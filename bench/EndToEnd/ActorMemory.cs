using StackExchange.Redis;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>How many bytes the keys of one subject take in Redis: all that name it, as MEMORY USAGE says.</summary>
/// <param name="Subjects">That were looked at: actors, roles, access keys.</param>
/// <param name="MedianBytes">Of one.</param>
/// <param name="P95Bytes">Of one.</param>
/// <param name="MostBytes">Of one.</param>
internal sealed record ActorMemory(int Subjects, double MedianBytes, double P95Bytes, double MostBytes)
{
    private const int AtATime = 1_000;

    /// <param name="server">To be asked.</param>
    /// <param name="match">What the names of the subjects' keys look like.</param>
    public static async Task<ActorMemory> MeasureAsync(IServer server, string match)
    {
        var database = server.Multiplexer.GetDatabase();
        var bytes = new Dictionary<string, long>();
        var keys = new List<RedisKey>();
        await foreach (var key in server.KeysAsync(pattern: match, pageSize: AtATime))
        {
            keys.Add(key);
        }

        foreach (var some in keys.Chunk(AtATime))
        {
            var pipeline = database.CreateBatch();
            var pending = some.Select(key => pipeline.ExecuteAsync("MEMORY", "USAGE", key)).ToList();
            pipeline.Execute();
            foreach (var (key, usage) in some.Zip(await Task.WhenAll(pending)))
            {
                var subject = Subject(key.ToString());
                bytes[subject] = bytes.GetValueOrDefault(subject) + (usage.IsNull ? 0 : (long)usage);
            }
        }

        var sorted = bytes.Values.Order().ToList();
        return sorted.Count == 0 ? new(0, 0, 0, 0) : new(sorted.Count, sorted[sorted.Count / 2], sorted[(int)(0.95 * sorted.Count)], sorted[^1]);
    }

    /// <summary>What stands between the hash tag and the last colon.</summary>
    private static string Subject(string key) => key[(key.IndexOf('}', StringComparison.Ordinal) + 1)..key.LastIndexOf(':')];
}
