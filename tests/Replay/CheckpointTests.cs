using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Replay;

public sealed class CheckpointTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_saved_is_loaded()
    {
        var file = new CheckpointFile(Path.Combine(_folder.Path, "c"));
        Assert.Null(file.Load());
        var saved = Of(["a"]) with { After = new Position(1772445600000, 3, 1, 7), Seconds = 1.5, Tally = FullTally() };
        file.Save(Of(["before"]));
        file.Save(saved);

        var loaded = file.Load()!;
        Assert.Empty(loaded.DifferencesTo(saved));
        Assert.Equal((saved.After, saved.Seconds), (loaded.After, loaded.Seconds));
        Assert.Equal((5, 3, 1), (loaded.Tally.Records, loaded.Tally.Evaluated, loaded.Tally.Rejected["not-json"]));
        Assert.Equal((1, Severity.High), (loaded.Tally.Findings.Count, loaded.Tally.Findings.ByDetection["d"].Severity));
        Assert.Equal(saved.Tally.RejectedPlaces, loaded.Tally.RejectedPlaces);
        Assert.Equal(saved.Tally.Findings.Gravest, loaded.Tally.Findings.Gravest);

        file.Remove();
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory, InlineData(""), InlineData("{"), InlineData("[]"), InlineData("{}")]
    public void What_is_no_checkpoint_is_refused_with_a_way_out(string content)
    {
        var file = new CheckpointFile(_folder.Write("c", content));
        Assert.Contains("--restart", Assert.Throws<ReplayStoppedException>(file.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var file = new CheckpointFile(Path.Combine(_folder.Write("c", ""), "below-a-file"));
        Assert.Contains("--checkpoint", Assert.Throws<ReplayStoppedException>(() => file.Save(Of(["a"]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_difference_is_said()
    {
        var one = Of(["a"]);
        Assert.Empty(one.DifferencesTo(one with { After = new Position(1, 1, 1, 1), Seconds = 2 }));
        Assert.Equal("Its mode is evaluate.", Assert.Single(one.DifferencesTo(one with { Mode = EvaluationMode.Learn })));
        Assert.Contains("goes to here, not to there", Assert.Single(one.DifferencesTo(one with { Target = "there" })), StringComparison.Ordinal);
        Assert.Contains("Its paths are", Assert.Single(one.DifferencesTo(Of(["b"]))), StringComparison.Ordinal);
        Assert.Equal(2, one.DifferencesTo(one with { Mode = EvaluationMode.Learn, Target = "there" }).Count());
    }

    [Fact]
    public void A_new_a_grown_and_a_touched_file_are_seen()
    {
        var path = _folder.Write("a.json", Make.Record());
        var before = Of([_folder.Path]);
        Assert.Empty(before.DifferencesTo(Of([_folder.Path])));

        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var touched = Of([_folder.Path]);
        Assert.Contains("times of change", Assert.Single(before.DifferencesTo(touched)), StringComparison.Ordinal);

        _folder.Write("b.json", Make.Record());
        Assert.Contains("then 1 of", Assert.Single(touched.DifferencesTo(Of([_folder.Path]))), StringComparison.Ordinal);
    }

    private Checkpoint Of(string[] paths) => new()
    {
        Inputs = ReplayInputs.Of(paths, _folder.Files()),
        Mode = EvaluationMode.Evaluate,
        Target = "here",
    };

    private static Tally FullTally() => new()
    {
        Records = 5,
        Evaluated = 3,
        Rejected = { ["not-json"] = 1 },
        RejectedPlaces = { new RejectedPlace("f", 2, "why") },
        Findings = new FindingTally
        {
            ByDetection = { ["d"] = new DetectionTally { Severity = Severity.High, Ids = { "1" } } },
            Gravest = [new ListedFinding("1", Severity.High, 80, "d", "arn", new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc), "why")],
        },
    };
}
