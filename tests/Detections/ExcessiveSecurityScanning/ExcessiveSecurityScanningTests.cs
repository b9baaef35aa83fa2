using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.ExcessiveSecurityScanning;

[Collection(Rooms.Name)]
public sealed class ExcessiveSecurityScanningTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    private Room Open(string profile = Rooms.Hardened, params (string, string)[] options) =>
        new(garnet.Database, "ExcessiveSecurityScanning", profile, options);

    private static IEnumerable<CloudTrailEvent> Reads(DateTimeOffset at, int count, int from = 0, string user = "alice") =>
        Enumerable.Range(from, count).Select(i => Some.Event(at, $"Describe{i}", user: user));

    [Theory]
    [InlineData(Rooms.Hardened, 50, false)]
    [InlineData(Rooms.Hardened, 51, true)]
    [InlineData(Rooms.Escu, 50, false)]
    [InlineData(Rooms.Escu, 51, true)]
    public async Task Fires_at_more_than_fifty_names(string profile, int names, bool fires)
    {
        await using var room = Open(profile);
        Assert.Equal(fires, await room.FindAsync(Reads(At, names)) is not null);
    }

    [Theory, InlineData(3, false), InlineData(4, true)]
    public async Task The_threshold_is_an_option(int names, bool fires)
    {
        await using var room = Open(options: ("Threshold", "3"));
        Assert.Equal(fires, await room.FindAsync(Reads(At, names)) is not null);
    }

    [Fact]
    public async Task The_evidence_has_the_numbers()
    {
        await using var room = Open();
        var finding = await room.FindAsync(Reads(At, 40).Concat(Reads(At, 12, 40).Select(e => e.Failed("Client.UnauthorizedOperation"))));
        Assert.Equal(
            """{"distinctEventNames":52,"threshold":50,"lookBackMinutes":60,"denied":12}""", finding!.Evidence.ToJsonString());
        Assert.Equal((52, Severity.Medium, 50), (finding.Count, finding.Severity, finding.RiskScore));
        Assert.Equal("52 distinct read calls within an hour, over the threshold of 50; 12 of 52 calls were denied.", finding.Why);
    }

    [Theory]
    [InlineData("DESCRIBEThings", true)]
    [InlineData("listThings", true)]
    [InlineData("GetThings", true)]
    [InlineData("Describe0", false)]
    [InlineData("CreateThings", false)]
    [InlineData("BatchGetThings", false)]
    public async Task A_read_call_is_told_by_the_start_of_its_name_and_counts_once(string name, bool fires)
    {
        await using var room = Open();
        Assert.Equal(fires, await room.FindAsync(Reads(At, 50).Append(Some.Event(At, name))) is not null);
    }

    [Fact]
    public async Task Actors_are_not_added_up()
    {
        await using var room = Open();
        Assert.Null(await room.FindAsync(Reads(At, 26).Concat(Reads(At, 25, 26, user: "bob"))));
    }

    [Theory, InlineData(Rooms.Hardened, true), InlineData(Rooms.Escu, false)]
    public async Task A_scan_across_the_edge_of_an_hour_hides_from_the_old_search_alone(string profile, bool fires)
    {
        await using var room = Open(profile);
        var finding = await room.FindAsync(Reads(At.AddMinutes(55), 26).Concat(Reads(At.AddMinutes(65), 25, 26)));
        Assert.Equal(fires, finding is not null);
        Assert.Equal(fires ? At.AddHours(1).UtcDateTime : null, finding?.Window.Start);
        Assert.Equal(fires ? At.AddMinutes(55).UtcDateTime : null, finding?.FirstTime);
    }

    [Theory]
    [InlineData("10:10:00", "11:09:59", true)]
    [InlineData("10:09:59", "11:00:00", false)]
    [InlineData("10:19:59", "11:10:00", false)]
    public async Task A_look_back_is_this_bucket_and_the_five_before_it(string early, string late, bool fires)
    {
        await using var room = Open();
        var day = new DateTimeOffset(At.Date, TimeSpan.Zero);
        var (from, to) = (day + TimeSpan.Parse(early, null), day + TimeSpan.Parse(late, null));
        Assert.Equal(fires, await room.FindAsync(Reads(from, 26).Concat(Reads(to, 25, 26))) is not null);
    }

    [Fact]
    public async Task Each_hour_with_a_look_back_over_has_a_finding_of_its_own()
    {
        await using var room = Open();
        var findings = await room.FindAllAsync(Reads(At.AddMinutes(55), 60).Append(Some.Event(At.AddMinutes(65), "ListUsers")));
        Assert.Equal([60, 61], findings.Select(f => (int)f.Evidence["distinctEventNames"]!));
        Assert.Equal([10, 11], findings.Select(f => f.Window.Start.Hour));
    }

    [Fact]
    public async Task The_largest_look_back_of_an_hour_stands_for_it_and_later_batches_revise_it()
    {
        await using var room = Open();
        var first = await room.FindAsync(Reads(At.AddMinutes(5), 51));
        var second = await room.FindAsync(Reads(At.AddMinutes(30), 9, 51));
        Assert.Equal(first!.Id, second!.Id);
        Assert.Equal((1, 2), (first.Revision, second.Revision));
        Assert.Equal(60, (int)second.Evidence["distinctEventNames"]!);
    }

    [Fact]
    public async Task An_event_out_of_order_counts_in_the_look_backs_after_it()
    {
        await using var room = Open();
        Assert.Null(await room.FindAsync(Reads(At.AddMinutes(65), 50)));
        Assert.Equal(11, (await room.FindAsync(Some.Event(At.AddMinutes(55), "ListUsers")))!.Window.Start.Hour);
    }

    [Theory, InlineData(Rooms.Hardened), InlineData(Rooms.Escu)]
    public async Task Of_equal_look_backs_the_same_one_stands_whatever_the_split(string profile)
    {
        CloudTrailEvent[] events = [.. Reads(At, 51), .. Reads(At.AddMinutes(20), 5), .. Reads(At.AddMinutes(40), 3)];
        await using var whole = Open(profile);
        await using var parts = Open(profile);
        await using var backwards = Open(profile);
        var expected = await whole.FindAsync(events);
        var (last, first) = (default(Finding), default(Finding));
        foreach (var (forth, back) in events.Chunk(7).Zip(events.Reverse().Chunk(7)))
        {
            last = await parts.FindAsync(forth) ?? last;
            first = await backwards.FindAsync(back) ?? first;
        }

        Assert.Equal(59, expected!.Count);
        Assert.All([last!, first!], f => Assert.Equal((59, expected.Why, expected.LastTime), (f.Count, f.Why, f.LastTime)));
        Assert.All([last!, first!], f => Assert.Equal(expected.EventIds, f.EventIds));
    }
}
