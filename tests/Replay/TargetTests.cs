using System.Text;
using Microsoft.Extensions.Options;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Hosting;
using TrailWatch.Http;
using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Service;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Replay;

/// <summary>Real events, shuffled over files, are found out as though they had been posted in one piece.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly ScratchDirectory _elsewhere = new();

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task In_this_process_as_by_one_batch(StoreMode mode)
    {
        Fill();
        await using var store = await StoreUnderTest.OpenAsync(mode);
        await using var house = new House(store.Store);
        var tally = await ReplayAsync(new EvaluatorTarget("here", house.Evaluator, house.Directory, Options.Create(new HttpLimits()), house.Clock));

        await using var other = await StoreUnderTest.OpenAsync(mode);
        await using var posted = new House(other.Store);
        var answer = await posted.EvaluateAsync(Read.Body(Read.Events("invictus_ir")).Events);
        Assert.Equal((answer.Evaluated, answer.Duplicates, 0L), (tally.Evaluated, tally.Duplicates, tally.Late));
        Assert.Equal(Shown(await posted.AllFindingsAsync()), Shown(await house.AllFindingsAsync()));
        Assert.Equal(answer.Findings.Count, tally.Findings.Count);
        Assert.Equal(Severity.Medium, tally.Findings.Gravest[0].Severity);
    }

    [Fact]
    public async Task Over_HTTP_as_by_one_POST()
    {
        Fill();
        await using var service = new TrailWatchFactory();
        using var network = service.Server.CreateHandler();
        using var client = PatientClient.For(new Uri("http://localhost"), null, (_, _) => { }, TimeProvider.System, network);
        var tally = await ReplayAsync(new HttpTarget(client));
        using var asking = service.CreateClient();

        await using var other = new TrailWatchFactory();
        using var posting = other.CreateClient();
        var answer = (await posting.PostAsync(Read.Events("invictus_ir"))).Good();
        Assert.Equal((answer.Number("evaluated"), answer.Number("skipped")), (tally.Evaluated, tally.Skipped.Values.Sum()));
        Assert.Equal(await FindingsAsync(posting), await FindingsAsync(asking));
        Assert.Equal(answer.Findings.Count(), tally.Findings.Count);
    }

    [Fact]
    public async Task Learning_leaves_no_finding()
    {
        Fill();
        await using var store = await StoreUnderTest.OpenAsync(StoreMode.Embedded);
        await using var house = new House(store.Store);
        var tally = await ReplayAsync(
            new EvaluatorTarget("here", house.Evaluator, house.Directory, Options.Create(new HttpLimits()), house.Clock), EvaluationMode.Learn);
        Assert.Equal((2824, 0), (tally.Evaluated, tally.Findings.Count));
        Assert.Empty(await house.AllFindingsAsync());
    }

    private async Task<Tally> ReplayAsync(IReplayTarget target, EvaluationMode mode = EvaluationMode.Evaluate)
    {
        var start = new Checkpoint { Inputs = ReplayInputs.Of([_folder.Path], _folder.Files()), Mode = mode, Target = target.Name };
        var checkpoint = new CheckpointFile(Path.Combine(_elsewhere.Path, "c"));
        var run = new ReplayRun(_folder.Files(), target, checkpoint, start, 700, TimeProvider.System);
        await run.RunAsync(TestContext.Current.CancellationToken);
        Assert.Empty(run.Faults);
        Assert.Equal(
            run.Tally.Records,
            run.Tally.Evaluated + run.Tally.Duplicates + run.Tally.Late + run.Tally.Skipped.Values.Sum() + run.Tally.Rejected.Values.Sum());
        return run.Tally;
    }

    private void Fill()
    {
        var order = new Random(4);
        var lines = Encoding.UTF8.GetString(Read.Events("invictus_ir")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        order.Shuffle(lines);
        foreach (var (part, lot) in lines.Chunk(500).Index())
        {
            _folder.WriteGzip($"AWSLogs/123837392027/CloudTrail/eu-west-1/2023/07/10/{part}.json.gz", Make.Records(lot));
        }
    }

    /// <summary>How often a finding was revised depends on the batches; what it says does not.</summary>
    private static IEnumerable<string> Shown(IEnumerable<Finding> findings) => findings.Select(f => $"{f.Id} {f.Count} {f.Why} {string.Join(',', f.EventIds)} {f.FirstTime:O} {f.LastTime:O}");

    private static async Task<IEnumerable<string>> FindingsAsync(HttpClient client) =>
        (await client.ReadAsync("/v1/findings?limit=200")).Good().Items.Select(f => { f.Remove("revision"); f.Remove("throttled"); return f.ToJsonString(); });
}
