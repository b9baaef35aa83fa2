using CsCheck;
using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Replay;

public sealed class TimeOrderTests
{
    private const int Files = 5;

    /// <summary>Which file, which minute of the day, how it is written.</summary>
    private static readonly Gen<(int File, int Minute)[]> Mix = Gen.Select(Gen.Int[0, Files - 1], Gen.Int[0, 600]).Array[0, 150];

    [Fact]
    public void Records_come_in_order_of_time_whatever_file_they_are_in() => Mix.Sample(
        mix =>
        {
            using var folder = Fill(mix);
            Assert.Equal(InOrder(mix), Ids(folder, Position.Start));
        }, iter: 60);

    [Fact]
    public void A_file_in_many_parts_and_little_memory_give_the_same_order() => Mix.Sample(
        mix =>
        {
            using var folder = Fill(mix);
            Assert.Equal(InOrder(mix), Ids(folder, Position.Start, pieceBytes: 1_000, budget: 0));
        }, iter: 60);

    [Fact]
    public void Going_on_after_any_batch_gives_the_rest() => Gen.Select(Mix, Gen.Int[1, 150], Gen.Bool).Sample(
        (mix, batch, little) =>
        {
            using var folder = Fill(mix);
            var (pieceBytes, budget) = little ? (1_000, 0L) : (Survey.DefaultPieceBytes, TimeOrder.DefaultBudget);
            var first = Batches(folder, Position.Start, batch, pieceBytes, budget).FirstOrDefault();
            var rest = first.Ids is null ? [] : Ids(folder, first.Last, pieceBytes, budget);
            Assert.Equal(InOrder(mix), [.. first.Ids ?? [], .. rest]);
        }, iter: 60);

    [Fact]
    public void What_was_spilled_leaves_no_file()
    {
        using var folder = Fill([.. Enumerable.Range(0, 300).Select(i => (i % Files, i * 7 % 600))]);
        var before = Directory.GetFiles(Path.GetTempPath(), "trailwatch-replay-*").Length;
        var survey = Surveyed(folder, Survey.DefaultPieceBytes);
        using (var order = new TimeOrder(folder.Files(), survey.Pieces, Position.Start, budget: 0))
        {
            Assert.NotNull(order.Next());
            order.Advance();
            order.Next();
            Assert.True(order.Spilled > 0);
        }

        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "trailwatch-replay-*").Length);
    }

    [Fact]
    public void A_file_that_is_gone_or_changed_when_its_time_comes_is_named()
    {
        using var folder = new LogFolder();
        var gone = folder.Write("a.json", Make.Record("a"));
        var changed = folder.Write("b.json", Make.Record("b"));
        folder.Write("c.json", Make.Record("c"));
        var (files, survey) = (folder.Files(), Surveyed(folder, Survey.DefaultPieceBytes));
        File.Delete(gone);
        File.WriteAllText(changed, Make.Record("b2") + Make.Record("b3"));

        using var order = new TimeOrder(files, survey.Pieces, Position.Start);
        using var batch = new BatchMaker(order, 100).Next();
        Assert.Equal([gone, changed], order.Faults.Select(f => f.Path));
        Assert.Contains(Read.Body(batch!.Body.Span).Events, e => e.EventId == "c");
    }

    private static LogFolder Fill((int File, int Minute)[] mix)
    {
        var folder = new LogFolder();
        var records = mix.Select((r, i) => (r.File, Json: Make.Record($"e{i}", $"2026-03-02T{r.Minute / 60:00}:{r.Minute % 60:00}:00Z"))).ToLookup(r => r.File, r => r.Json);
        folder.Write("0.json", Make.Records(records[0]));
        folder.WriteGzip("1.json.gz", Make.Records(records[1]));
        folder.Write("2.ndjson", string.Join('\n', records[2]));
        folder.WriteGzip("3.jsonl.gz", [string.Join('\n', records[3].Take(3)) + "\n", string.Join('\n', records[3].Skip(3))]);
        folder.Write("4.json", string.Join('\n', records[4].Select(r => Make.Wrap("detail", r))));
        return folder;
    }

    /// <summary>Records of one minute stay in the order of the files, and of one file in theirs.</summary>
    private static List<string> InOrder((int File, int Minute)[] mix) =>
        [.. mix.Select((r, i) => (r.File, r.Minute, Id: i)).OrderBy(r => r.Minute).ThenBy(r => r.File).ThenBy(r => r.Id).Select(r => $"e{r.Id}")];

    private static List<string> Ids(LogFolder folder, Position after, long pieceBytes = Survey.DefaultPieceBytes, long budget = TimeOrder.DefaultBudget) =>
        [.. Batches(folder, after, 7, pieceBytes, budget).SelectMany(b => b.Ids)];

    private static List<(List<string> Ids, Position Last)> Batches(LogFolder folder, Position after, int size, long pieceBytes, long budget)
    {
        var survey = Surveyed(folder, pieceBytes);
        using var order = new TimeOrder(folder.Files(), survey.Pieces, after, budget);
        var maker = new BatchMaker(order, size);
        var batches = new List<(List<string>, Position)>();
        while (maker.Next() is { } batch)
        {
            using (batch)
            {
                Assert.InRange(batch.Records, 1, size);
                batches.Add(([.. Read.Body(batch.Body.Span).Events.Select(e => e.EventId)], batch.Last));
            }
        }

        Assert.Empty(order.Faults);
        Assert.Equal(folder.Files().Count, order.FinishedFiles);
        return batches;
    }

    private static Survey Surveyed(LogFolder folder, long pieceBytes)
    {
        var survey = new Survey(folder.Files(), pieceBytes);
        survey.Run((_, _) => { }, CancellationToken.None);
        Assert.Empty(survey.Faults);
        return survey;
    }
}
