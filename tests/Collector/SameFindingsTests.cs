using System.Text;
using TrailWatch.Tests.Service;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>The same events give the same findings, whichever way they come in.</summary>
public sealed class SameFindingsTests
{
    private const int BatchSize = 700;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_real_hour_gives_by_HEC_what_it_gives_by_events(bool redis)
    {
        await using var server = redis ? await RedisServer.StartAsync() : null;
        var records = LabHour();
        var expected = await FindingsAsync(server, async hec =>
        {
            foreach (var batch in records.Chunk(BatchSize))
            {
                (await hec.Client.PostAsync(string.Join('\n', batch))).Good();
            }
        });
        Assert.InRange(expected.Count, 10, 100);
        Assert.Equal(expected, await FindingsAsync(server, hec => InBatchesAsync(records, batch => hec.EventsAsync(string.Concat(batch.Select(Hec.Event))))));
        Assert.Equal(expected, await FindingsAsync(server, hec => InBatchesAsync(records, batch => hec.EventsAsync("[" + string.Join(',', batch.Select(r => Hec.Event(CloudTrail.Make.Quote(r)))) + "]"))));
        Assert.Equal(expected, await FindingsAsync(server, hec => InBatchesAsync(records, batch => hec.RawAsync(string.Concat(batch), Hec.Acking, Hec.Channel))));
        Assert.Equal(expected, await FindingsAsync(server, hec => InBatchesAsync(records, batch =>
            hec.PostAsync("/services/collector/event", BodyTests.Gzip(string.Join('\n', batch.Select(r => $"{{\"time\":\"1\",\"host\":\"h\",\"source\":\"s\",\"event\":{r}}}"))), encoding: "gzip"))));
    }

    private static async Task InBatchesAsync(IReadOnlyList<string> records, Func<IReadOnlyList<string>, Task<HecSaid>> send)
    {
        foreach (var batch in records.Chunk(BatchSize))
        {
            Assert.Equal(200, (await send(batch)).Status);
        }
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(RedisServer? redis, Func<Hec, Task> send)
    {
        (string, string)[] store = redis is null ? [] : [("Store:Mode", "Redis"), ("Store:ConnectionString", redis.ConnectionString), ("Store:KeyPrefix", RedisServerFixture.NewPrefix())];
        await using var hec = Hec.With(store);
        await send(hec);
        return await hec.FindingsAsync();
    }

    private static List<string> LabHour()
    {
        using var file = File.OpenRead(RepositoryRoot.Of("tests", "Samples", "events", "invictus_ir.ndjson.gz"));
        using var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
