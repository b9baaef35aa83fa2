using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>Repeats, crashes, several at once, and what is kept for how long.</summary>
public abstract partial class DispositionContract
{
    public static MatrixTheoryData<string, bool> WordsAndHours => new([Disposition.Benign, Disposition.Malicious, Disposition.Undecided], [true, false]);

    [Theory, MemberData(nameof(WordsAndHours))]
    public async Task Saying_it_again_changes_nothing(string word, bool open)
    {
        await using var house = await SpikingAsync();
        await house.EvaluateAsync(open ? [] : [Closing(2)]);
        await SayAsync(house, word);
        var (memory, finding) = (await MemoryAsync(house), (await SpikesAsync(house))[0]);
        var trail = await house.Dispositions.TrailAsync(finding.Id);
        house.Clock.Advance(TimeSpan.FromHours(1));
        await SayAsync(house, word);
        Assert.Empty(StoreDump.Difference(memory, await MemoryAsync(house)));
        Assert.Equal(Show(finding), Show((await SpikesAsync(house))[0]));
        Assert.Equal(trail, await house.Dispositions.TrailAsync(finding.Id));
        Assert.Single(trail);
    }

    [Theory, MemberData(nameof(WordsAndHours))]
    public async Task A_crash_before_the_finding_says_so_is_mended_by_saying_it_again(string word, bool open)
    {
        await using var calm = await SpikingAsync();
        await using var shaken = await SpikingAsync();
        foreach (var house in new[] { calm, shaken })
        {
            await house.EvaluateAsync(open ? [] : [Closing(2)]);
            await SayAsync(house, Disposition.Malicious, "bob");
        }

        await SayAsync(calm, word);
        await shaken.Teacher.TeachAsync(Some.Alice, Label, Clock.HourOf(At.ToUnixTimeMilliseconds()), LessonOf(word), 30, counted: false);
        Assert.Equal(Disposition.Malicious, (await SpikesAsync(shaken))[0].Disposition);
        await SayAsync(shaken, word);
        Assert.Empty(StoreDump.Difference(await MemoryAsync(calm), await MemoryAsync(shaken)));
        await calm.EvaluateAsync(Closing(9));
        await shaken.EvaluateAsync(Closing(9));
        Assert.Equal(await BaselineAsync(calm), await BaselineAsync(shaken));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Of_many_who_decide_at_once_one_is_the_last_for_finding_and_baseline_alike(bool open)
    {
        await using var house = await SpikingAsync();
        await house.EvaluateAsync(open ? [] : [Closing(2)]);
        var id = (await SpikesAsync(house))[0].Id;
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => house.DecideAsync(id, Disposition.All[i % 3], $"analyst {round}-{i}"))));
            var last = (await house.Findings.FindAsync(id))!.Disposition;
            var trail = await house.Dispositions.TrailAsync(id);
            Assert.Equal((last, 12 * (round + 1)), (trail[0].To, trail.Count));
            Assert.Equal(trail.Skip(1).Select(t => t.To), trail.SkipLast(1).Select(t => t.From));
            var lesson = (await SubjectDump.ReadAsync(house.Store, Some.Alice)).Tally.LessonOf(Label, Clock.HourOf(At.ToUnixTimeMilliseconds()));
            Assert.Equal(open ? LessonOf(last) : Lesson.Benign, lesson);
        }

        await house.EvaluateAsync(Closing(2));
        var said = (await house.Findings.FindAsync(id))!.Disposition;
        Assert.Equal(
            open ? Before.Fold(30, Settings, LessonOf(said)) : Before.Fold(30, Settings).Fold(30, Settings with { MinimumPoints = 1000 }),
            await BaselineAsync(house));
    }

    [Fact]
    public async Task A_finding_that_is_revised_keeps_its_disposition_also_in_a_dry_run()
    {
        await using var house = await SpikingAsync();
        await SayAsync(house, Disposition.Malicious);
        var more = Some.Events(At.AddMinutes(20), 5).ToList();
        foreach (var mode in new[] { EvaluationMode.DryRun, EvaluationMode.Evaluate })
        {
            var finding = Assert.Single((await house.RunAsync(mode, more)).Findings);
            Assert.Equal((Disposition.Malicious, 35, 2), (finding.Disposition, finding.Count, finding.Revision));
        }
    }

    [Fact]
    public async Task The_trail_says_who_when_from_what_to_what_and_why()
    {
        await using var house = await SpikingAsync();
        var id = (await SpikesAsync(house))[0].Id;
        var start = house.Clock.GetUtcNow();
        await house.DecideAsync(id, Disposition.Malicious, "alice", "looks\nodd");
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.EvaluateAsync(Closing(2));
        var answer = await house.DecideAsync(id, Disposition.Benign, "bob");
        Assert.Equal(
            [
                new() { At = start.AddHours(1), By = "bob", From = "malicious", To = "benign", Reason = null, Taught = Taught.Counted },
                new() { At = start, By = "alice", From = "undecided", To = "malicious", Reason = "looks\nodd", Taught = Taught.LeftOutAtClose },
            ],
            answer.History);
        Assert.Equal(("bob", start.AddHours(1), null), (answer.By, answer.At, answer.Reason));
        Assert.Contains("30", answer.Taught.Explain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_keeps_the_last_hundred()
    {
        await using var house = await SpikingAsync();
        var id = (await SpikesAsync(house))[0].Id;
        for (var i = 0; i <= DispositionStore.TrailCap; i++)
        {
            await house.DecideAsync(id, Disposition.Benign, $"analyst {i}");
            Assert.Equal(Math.Min(i + 1, DispositionStore.TrailCap), (await house.Dispositions.TrailAsync(id)).Count);
        }

        Assert.Equal(("analyst 100", "analyst 1"), ((await house.Dispositions.TrailAsync(id))[0].By, (await house.Dispositions.TrailAsync(id))[^1].By));
    }

    [Fact]
    public async Task The_trail_goes_when_the_finding_goes()
    {
        await using var house = await SpikingAsync(("Findings:RetentionDays", "10"));
        var (db, id) = (house.Store.Database, (await SpikesAsync(house))[0].Id);
        var trail = FindingKeys.OfId(house.Store.KeyPrefix, id).Trail(id);
        await SayAsync(house, Disposition.Malicious);
        Assert.InRange((await db.KeyTimeToLiveAsync(trail))!.Value, TimeSpan.FromDays(9.9), TimeSpan.FromDays(10));
        Assert.Empty(await StoreDump.WithoutTtlAsync(house.Store));

        await db.KeyExpireAsync(trail, TimeSpan.FromDays(1));
        await house.EvaluateAsync(Some.Events(At.AddMinutes(20), 5));
        Assert.InRange((await db.KeyTimeToLiveAsync(trail))!.Value, TimeSpan.FromDays(9.9), TimeSpan.FromDays(10));
    }

    [Fact]
    public async Task A_state_keeps_few_lessons_of_closed_hours_and_forgets_none_of_what_was_counted()
    {
        await using var house = await SpikingAsync(("Detections:ApiActivitySpike:MinimumExcess", "0"), ("Detections:ApiActivitySpike:Deviations", "0.1"));
        for (var i = 1; i <= HourTeacher.ClosedCap; i++)
        {
            await house.EvaluateAsync(Some.Events(At.AddHours(i), 40 + (10 * i)));
        }

        await house.EvaluateAsync(Closing(HourTeacher.ClosedCap + 2));
        var spikes = await SpikesAsync(house);
        Assert.Equal(HourTeacher.ClosedCap + 1, spikes.Count);
        foreach (var (i, spike) in spikes.Index())
        {
            Assert.Equal(Taught.Counted, (await house.DecideAsync(spike.Id, Disposition.Benign)).Taught.Outcome);
            Assert.Equal(Math.Min(i + 1, HourTeacher.ClosedCap), await LessonsAsync(house));
        }

        var baseline = await BaselineAsync(house);
        foreach (var word in new[] { Disposition.Benign, Disposition.Malicious, Disposition.Benign })
        {
            Assert.Equal(Taught.AlreadyCounted, (await house.DecideAsync(spikes[0].Id, word)).Taught.Outcome);
        }

        Assert.Equal(baseline, await BaselineAsync(house));

        static async Task<int> LessonsAsync(House house) => (await SubjectDump.ReadAsync(house.Store, Some.Alice)).Tally.Lessons.Count;
    }

    private static string Show(Finding finding) => System.Text.Json.JsonSerializer.Serialize(finding, FindingsJsonContext.Default.Finding);
}
