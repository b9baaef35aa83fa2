using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.Backtests;
using TrailWatch.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Backtests;

/// <summary>However a run ends, its report says so and nothing of it stays.</summary>
public abstract partial class BacktestTests
{
    /// <summary>One more than is read at one go, so that something can happen between two parts.</summary>
    private static readonly List<CloudTrailEvent> TwoParts = [.. Some.Events(Some.Morning, BacktestRunner.Part + 1)];

    [Fact]
    public async Task A_long_stream_is_read_in_parts_and_every_part_counts()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var (midway, beat) = ((BacktestReport?)null, (IReadOnlyList<string>)[]);
        var report = await house.BacktestAsync(
            new EventfulRecords(TwoParts, BacktestRunner.Part, async () => (midway, beat) = (await ReportAsync(house), await house.ScratchAsync())), grid: [Backtesting.Axis(Spike, "minimumExcess", 5)]);
        Assert.Equal((BacktestStatus.Running, BacktestRunner.Part, TwoParts.Count), (midway!.Status, midway.Progress.Events, midway.Progress.TotalEvents));
        Assert.NotEmpty(beat);
        Assert.Equal((BacktestStatus.Done, TwoParts.Count, 100), (report.Status, report.Records.Evaluated, report.Progress.Percent));
        Assert.Empty(await house.ScratchAsync());
    }

    [Fact]
    public async Task What_goes_on_live_meanwhile_does_not_disturb_it_nor_it_that()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await using var quiet = new House(new TestStore(house.Store.Database));
        CloudTrailEvent[] meanwhile = [TwoParts[^1], .. Some.Events(Some.Morning, 20)];
        await house.EvaluateAsync(TwoParts.Take(1));
        await quiet.EvaluateAsync(TwoParts.Take(1));

        var report = await house.BacktestAsync(new EventfulRecords(TwoParts, BacktestRunner.Part, () => house.EvaluateAsync(meanwhile)));
        await quiet.EvaluateAsync(meanwhile);

        // What it knew when it began, and no more.
        Assert.Equal((TwoParts.Count - 1, 1), (report.Records.Evaluated, report.Records.Duplicates));
        Same(await quiet.LiveAsync(), await house.LiveAsync());
    }

    [Fact]
    public async Task Whatever_a_crash_would_leave_goes_by_itself_when_no_run_can_need_it()
    {
        await using var house = new House(new TestStore(await OpenAsync()), [("Backtests:MaxHours", "2")]);
        await house.EvaluateAsync(Some.Events(Some.Morning.AddMinutes(-10), 20, name: "DescribeThings"));
        var left = new Dictionary<string, TimeSpan?>();
        await house.BacktestAsync(
            new EventfulRecords(TwoParts, BacktestRunner.Part, async () =>
            {
                foreach (var key in await house.ScratchAsync())
                {
                    left[key] = await house.Store.Database.KeyTimeToLiveAsync(key);
                }
            }),
            grid: [Backtesting.Axis(Scanning, "threshold", 1)]);
        Assert.NotEmpty(left);

        // Findings, and the spikes of hours that have closed, have longer lives of their own.
        Assert.All(left, k => Assert.InRange(
            k.Value ?? TimeSpan.MaxValue, TimeSpan.Zero, k.Key.Contains("{f", StringComparison.Ordinal) ? TimeSpan.FromDays(3) : k.Key.EndsWith("}:z", StringComparison.Ordinal) ? TimeSpan.FromDays(1) : TimeSpan.FromHours(3)));
    }

    [Fact]
    public async Task A_run_that_another_replica_cancels_stops_and_leaves_nothing()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var live = await house.LiveAsync();
        var report = await house.BacktestAsync(
            new EventfulRecords(TwoParts, BacktestRunner.Part, () => house.Part<BacktestStore>().CancelAsync(Backtesting.Id)));
        Assert.Equal((BacktestStatus.Cancelled, true, null), (report.Status, report.EndedAt is not null, report.Results));
        Assert.Empty(await house.ScratchAsync());
        Same(live, await house.LiveAsync());
    }

    [Fact]
    public async Task A_run_that_the_end_of_the_service_cuts_off_has_failed_and_leaves_nothing()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        using var stopping = new CancellationTokenSource();
        var report = await house.BacktestAsync(new EventfulRecords(TwoParts, BacktestRunner.Part, stopping.CancelAsync), stopping: stopping);
        Assert.Equal((BacktestStatus.Failed, true), (report.Status, report.Error!.Contains("stopped", StringComparison.Ordinal)));
        Assert.Empty(await house.ScratchAsync());
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_given_up()
    {
        await using var house = new House(new TestStore(await OpenAsync()), [("Backtests:MaxHours", "1")]);
        var report = await house.BacktestAsync(new EventfulRecords(TwoParts, BacktestRunner.Part, () => Later(house, TimeSpan.FromHours(1))));
        Assert.Equal((BacktestStatus.Failed, true), (report.Status, report.Error!.Contains("Backtests:MaxHours", StringComparison.Ordinal)));
        Assert.Empty(await house.ScratchAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_run_that_fails_says_why_and_leaves_nothing(bool foreseen)
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var report = await house.BacktestAsync(new EventfulRecords(
            TwoParts, BacktestRunner.Part, () => throw (foreseen ? new BacktestFailedException("The disk is gone.") : new InvalidOperationException("secret"))));
        Assert.Equal((BacktestStatus.Failed, foreseen ? "The disk is gone." : "It failed inside the service; its log says why."), (report.Status, report.Error));
        Assert.Empty(await house.ScratchAsync());
    }

    [Fact]
    public async Task A_run_without_a_sign_of_life_for_half_a_minute_is_lost_and_cleaned_up_after()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var reports = house.Part<BacktestStore>();
        var plan = new BacktestPlan(Backtesting.Id, true, SettingGrid.Expand([]), Backtesting.Records());
        Assert.Null(await reports.TryBeginAsync(Backtesting.Queued(plan), Backtesting.Token));
        await house.Store.Database.StringSetAsync($"{house.Store.KeyPrefix}bt:{Backtesting.Token}:0:x", "left over");

        await Later(house, BacktestStore.Patience);
        Assert.Equal((BacktestStatus.Queued, 0), ((await ReportAsync(house)).Status, await reports.ReapAsync()));
        await Later(house, TimeSpan.FromMilliseconds(1));
        Assert.Equal(BacktestStatus.Lost, (await ReportAsync(house)).Status);
        Assert.Equal(BacktestStatus.Lost, Assert.Single(await reports.ListAsync()).Status);
        Assert.NotEmpty(await house.ScratchAsync());

        Assert.Equal((1, 0), (await reports.ReapAsync(), await reports.ReapAsync()));
        Assert.Empty(await house.ScratchAsync());
        Assert.Equal(BacktestStatus.Lost, (await ReportAsync(house)).Status);
    }

    [Fact]
    public async Task A_run_that_was_only_slow_learns_that_it_was_given_up_and_leaves_nothing()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var report = await house.BacktestAsync(new EventfulRecords(TwoParts, BacktestRunner.Part, async () =>
            Assert.Equal(1, await Replica(house, BacktestStore.Patience + TimeSpan.FromSeconds(1)).ReapAsync())));
        Assert.Equal(BacktestStatus.Lost, report.Status);
        Assert.Empty(await house.ScratchAsync());
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task So_many_run_at_once_on_all_replicas_and_no_more(int most)
    {
        await using var house = new House(new TestStore(await OpenAsync()), [("Backtests:Concurrent", $"{most}")]);
        var (here, there) = (house.Part<BacktestStore>(), Replica(house, TimeSpan.Zero, most));
        for (var i = 0; i < most; i++)
        {
            Assert.Null(await (i % 2 == 0 ? here : there).TryBeginAsync(Named($"b{i}"), $"{i}"));
        }

        Assert.Equal("exists", await there.TryBeginAsync(Named("b0"), "9"));
        Assert.Equal("b0", await there.TryBeginAsync(Named("c"), "9"));
        Assert.Equal(BeatAnswer.GoOn, await here.BeatAsync(Named("b0") with { Status = BacktestStatus.Done }, "0"));
        Assert.Null(await there.TryBeginAsync(Named("c"), "9"));

        static BacktestReport Named(string id) => Backtesting.Queued(new(id, true, SettingGrid.Expand([]), Backtesting.Records()));
    }

    [Fact]
    public async Task A_beginning_that_nobody_heard_of_is_taken_back_and_no_other()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var reports = house.Part<BacktestStore>();
        var report = Backtesting.Queued(new(Backtesting.Id, true, SettingGrid.Expand([]), Backtesting.Records()));
        Assert.Null(await reports.TryBeginAsync(report, "1"));
        await reports.WithdrawAsync(Backtesting.Id, "2");
        Assert.Equal("exists", await reports.TryBeginAsync(report, "2"));
        await reports.WithdrawAsync(Backtesting.Id, "1");
        Assert.Empty(await reports.ListAsync());
        Assert.Null(await reports.TryBeginAsync(report, "2"));
    }

    [Fact]
    public async Task Reports_go_by_themselves()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.BacktestAsync(Backtesting.Records(Some.Events(Some.Morning, 2)));
        Assert.Empty(await StoreDump.WithoutTtlAsync(house.Store));
        Assert.NotEmpty(await StoreDump.KeysAsync(house.Store));
    }

    private static async Task<BacktestReport> ReportAsync(House house) => (await house.Part<BacktestStore>().FindAsync(Backtesting.Id))!;

    private static Task Later(House house, TimeSpan time)
    {
        house.Clock.Advance(time);
        return Task.CompletedTask;
    }

    /// <summary>Another replica, whose clock is ahead by so much.</summary>
    private static BacktestStore Replica(House house, TimeSpan ahead, int most = 1) => new(
        house.Store, Options.Create(new BacktestsOptions { Concurrent = most }), new FakeTimeProvider(house.Clock.GetUtcNow() + ahead));
}
