using Xunit;

namespace TrailWatch.Tests.Layout;

/// <summary>The folders of api are floors: each uses only those below it, so no two ever need each other.</summary>
public sealed class FloorTests
{
    /// <summary>Lowest first. A new folder takes its place here.</summary>
    private static readonly string[] Floors =
    [
        "Bytes", "Tables", "Replicas", "CloudTrail", "Identities", "Memory", "Findings", "Detections", "Tuning", "Evaluation", "Coverage", "Questions", "Backtests",
        "Plots", "Splunk", "Http", "Collector", "Replay", "Hosting", "Commands",
    ];

    [Fact]
    public void Every_folder_is_a_floor() => Assert.All(
        SourceFile.In("api").Where(f => f.Folders.Length > 0), file => Assert.Contains(file.Folders[0], Floors));

    [Fact]
    public void A_floor_uses_only_those_below_it()
    {
        var upward =
            from file in SourceFile.In("api")
            where file.Folders.Length > 0
            from used in file.FloorsUsed
            where Array.IndexOf(Floors, used) > Array.IndexOf(Floors, file.Folders[0])
            select $"{file} uses {used}";
        Assert.Empty(upward);
    }
}
