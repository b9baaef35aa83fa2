using Xunit;

namespace TrailWatch.Tests.Service;

public sealed class DetectionListTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    private static readonly string[] Ids =
    [
        "activity-from-unapproved-account", "api-activity-spike", "api-activity-without-mfa", "disabled-account-activity",
        "dormant-account-reactivated", "excessive-security-scanning", "new-api-call-from-role", "security-group-activity-spike",
    ];

    [Fact]
    public async Task There_are_eight_and_each_says_whether_it_can_judge()
    {
        using var client = service.CreateClient();
        var items = (await client.ReadAsync("/v1/detections")).Good().Items.ToList();
        Assert.Equal(Ids, items.Select(d => d["id"]!.GetValue<string>()));
        Assert.All(items, d => Assert.Equal(
            d["id"]!.GetValue<string>() == Ids[0], d["cannotJudge"]?.GetValue<string>().Contains("The directory is empty", StringComparison.Ordinal) ?? false));
        Assert.All(items, d => Assert.True(d["enabled"]!.GetValue<bool>()));
        Assert.All(items, d => Assert.Equal("hardened", d["profile"]!.GetValue<string>()));
    }

    [Fact]
    public async Task They_are_shown_as_they_are_set()
    {
        await using var set = TrailWatchFactory.With(
            ("Detections:Profile", "escu-2018"), ("Detections:ApiActivitySpike:Profile", "hardened"), ("Detections:DisabledAccountActivity:Enabled", "false"));
        using var client = set.CreateClient();
        var items = (await client.ReadAsync("/v1/detections")).Good().Items.ToDictionary(d => d["id"]!.GetValue<string>());
        Assert.False(items["disabled-account-activity"]["enabled"]!.GetValue<bool>());
        Assert.Equal("hardened", items["api-activity-spike"]["profile"]!.GetValue<string>());
        Assert.Equal("escu-2018", items["new-api-call-from-role"]["profile"]!.GetValue<string>());
    }
}
