using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;
using TrailWatch.Http;

namespace TrailWatch.Bench;

/// <summary>1,000 mixed questions on a store of 100,000 actors, against a bare pipelined read of the same keys.</summary>
internal sealed class QueriesBench : IBench
{
    private const int Actors = 100_000;
    private const int Questions = 1_000;
    private const int WarmUps = 30;
    private const int Rounds = 200;
    private const double MostMs = 100;
    private const double MostRatio = 3;

    public string Name => "queries";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        var recorder = new ReadRecorder(redis);
        await using var service = new Service(redis);
        await using var recorded = new Service(recorder);
        var population = new Population(Actors);
        var seeding = Stopwatch.StartNew();
        await population.SeedAsync(service);
        await recorded.RefreshAsync();
        seeding.Stop();

        var random = new Random(4);
        Samples desk = new(), withJson = new(), bare = new();
        var reads = 0;
        for (var i = -WarmUps; i < Rounds; i++)
        {
            var questions = population.Ask(random, Questions);
            var body = JsonSerializer.SerializeToUtf8Bytes(new { questions });
            await recorded.Questions.AskAsync(questions);
            var commands = recorder.Take();

            // Each goes first in turn, so that none always finds the caches warmed by another.
            Func<Task>[] measures = [() => AskAsync(service, questions), () => AskInJsonAsync(service, body), () => ReadAsync(redis.Database, commands)];
            for (var m = 0; m < measures.Length; m++)
            {
                var which = (m + i + WarmUps) % measures.Length;
                var watch = Stopwatch.StartNew();
                await measures[which]();
                if (i >= 0)
                {
                    new[] { desk, withJson, bare }[which].Add(watch.Elapsed);
                    reads = commands.Count;
                }
            }
        }

        return Write(desk, withJson, bare, reads, seeding.Elapsed, redis.Version);
    }

    private static async Task AskAsync(Service service, JsonElement[] questions)
    {
        var answers = await service.Questions.AskAsync(questions);
        if (answers.Any(a => a.Verdict is null))
        {
            throw new InvalidOperationException(answers.First(a => a.Verdict is null).Error);
        }
    }

    private static async Task AskInJsonAsync(Service service, byte[] body)
    {
        var request = JsonSerializer.Deserialize(body, ApiJsonContext.Default.QuestionsRequest)!;
        var answers = await service.Questions.AskAsync([.. request.Questions.EnumerateArray()]);
        JsonSerializer.SerializeToUtf8Bytes(new QuestionAnswers(answers), ApiJsonContext.Default.QuestionAnswers);
    }

    private static async Task ReadAsync(IDatabase redis, IReadOnlyList<Func<IDatabaseAsync, Task>> reads)
    {
        var pipeline = redis.CreateBatch();
        var pending = reads.Select(read => read(pipeline)).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending);
    }

    private static Report Write(Samples desk, Samples withJson, Samples bare, int reads, TimeSpan seeding, string version)
    {
        var ratio = desk.Median / bare.Median;
        var good = desk.Median <= MostMs && ratio <= MostRatio;
        var body = string.Create(CultureInfo.InvariantCulture, $"""
            {Questions:n0} questions of six kinds in turn, each about somebody else of {Actors:n0} actors (seeded in {seeding.TotalSeconds:0} s), asked in process
            {Rounds} times after {WarmUps} to warm up. Bare: the same {reads:n0} reads (the last time's count) by StackExchange.Redis in one pipeline, nothing
            done with the answers.

            | ms for {Questions:n0} questions | median | p95 |
            |---|---|---|
            | questions answered | {desk.Median:0.0} | {desk.P95:0.0} |
            | with reading and writing the JSON | {withJson.Median:0.0} | {withJson.P95:0.0} |
            | bare reads | {bare.Median:0.0} | {bare.P95:0.0} |

            Ratio of the medians: {ratio:0.00}. Targets: median at most {MostMs:0} ms, ratio at most {MostRatio:0}: {(good ? "met" : "missed")}.
            """);
        return new("1,000 mixed questions", body, good, version);
    }
}
