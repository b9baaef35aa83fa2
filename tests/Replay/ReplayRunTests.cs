using TrailWatch.Evaluation;
using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Replay;

public sealed class ReplayRunTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly ScratchDirectory _elsewhere = new();
    private readonly CheckpointFile _checkpoint;

    public ReplayRunTests() => _checkpoint = new CheckpointFile(Path.Combine(_elsewhere.Path, "checkpoint.json"));

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task Stopped_between_batches_it_goes_on_with_the_next_record()
    {
        var expected = Fill(100);
        using var stop = new CancellationTokenSource();
        var first = new ListeningTarget(batch => { if (batch == 3) { stop.Cancel(); } });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(first, Start()).RunAsync(stop.Token));
        Assert.Equal(21, first.Ids.Count); // what was away was answered

        var second = new ListeningTarget();
        var run = Run(second, _checkpoint.Load()!);
        await run.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, [.. first.Ids, .. second.Ids]);
        Assert.Equal((100, 100), (run.Tally.Records, run.Tally.Evaluated));
        Assert.Equal((100, 21, 4), (run.Progress.DoneRecords, run.Progress.EarlierRecords, run.Progress.DoneFiles));
    }

    [Fact]
    public async Task A_batch_that_was_not_answered_is_sent_again()
    {
        var expected = Fill(50);
        var first = new ListeningTarget(batch => { if (batch == 3) { throw new ReplayStoppedException("away"); } });
        var stopped = await Assert.ThrowsAsync<ReplayStoppedException>(() => Run(first, Start()).RunAsync(CancellationToken.None));
        Assert.Equal("away", stopped.Message);

        var second = new ListeningTarget();
        await Run(second, _checkpoint.Load()!).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, [.. first.Ids, .. second.Ids]);
    }

    [Fact]
    public async Task A_record_that_cannot_be_taken_is_named_by_file_and_number()
    {
        var file = _folder.Write("a.ndjson", string.Join('\n',
            Make.Record("a"), Make.Record("late", "2026-05-01T00:00:00Z"), "17", Make.Record("b", "2026-03-02T09:00:00Z"), """{"a":1}"""));
        var run = Run(new ListeningTarget(), Start());
        await run.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((5, 2), (run.Tally.Records, run.Tally.Evaluated));
        Assert.Equal(new Dictionary<string, long> { ["from-the-future"] = 1, ["not-an-object"] = 1, ["not-cloudtrail"] = 1 }, run.Tally.Rejected);
        Assert.Equal([2, 3, 5], run.Tally.RejectedPlaces.Select(p => p.Record).Order());
        Assert.All(run.Tally.RejectedPlaces, p => Assert.Equal(file, p.File));
    }

    [Fact]
    public async Task An_unreadable_file_is_named_and_the_others_go_on()
    {
        var expected = Fill(20);
        var broken = _folder.Write("1.broken.json.gz", [0x1F, 0x8B, 8, 0]);
        var target = new ListeningTarget();
        var run = Run(target, Start());
        await run.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(broken, Assert.Single(run.Faults).Path);
        Assert.Equal(expected, target.Ids);
    }

    [Fact]
    public async Task The_span_is_that_of_the_events()
    {
        _folder.Write("digest.json", """{"digestStartTime":"x","digestEndTime":"y","logFiles":[]}""");
        _folder.Write("b.json", Make.Records(Make.Record("2", "2026-03-02T10:00:02Z"), Make.Record("1", "2026-03-02T10:00:01Z")));
        var run = Run(new ListeningTarget(), Start());
        await run.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1772445601000, 1772445602000), (run.Tally.Earliest, run.Tally.Latest));
        Assert.Equal(1, run.Tally.Skipped["digest"]);
    }

    /// <summary>Records over four files, each unsorted; answers the ids in order of time.</summary>
    private List<string> Fill(int records)
    {
        foreach (var file in Enumerable.Range(0, records).Reverse().GroupBy(i => i % 4))
        {
            _folder.WriteGzip($"{file.Key}.json.gz", Make.Records(file.Select(i => Make.Record($"e{i}", $"2026-03-02T10:{i / 60:00}:{i % 60:00}Z"))));
        }

        return [.. Enumerable.Range(0, records).Select(i => $"e{i}")];
    }

    private Checkpoint Start() => new()
    {
        Inputs = ReplayInputs.Of([_folder.Path], _folder.Files()),
        Mode = EvaluationMode.Evaluate,
        Target = "a listener",
    };

    private ReplayRun Run(IReplayTarget target, Checkpoint start) => new(_folder.Files(), target, _checkpoint, start, 7, TimeProvider.System);
}
