using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections;

/// <summary>
/// The sample events of every room, read as a sender would send them. All meet the same surroundings: alice works here, dave
/// has left, ci-runner is a machine, and alice makes about three calls an hour.
/// </summary>
[Collection(Rooms.Name)]
public sealed class SampleTests(GarnetFixture garnet)
{
    private const string Fires = "fires-";
    private const string Quiet = "quiet-";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Detections");

    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            foreach (var file in Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                samples.Add(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file));
            }

            return samples;
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public async Task A_sample_s_name_says_the_verdict(string name, string file)
    {
        Assert.True(file.StartsWith(Fires, StringComparison.Ordinal) || file.StartsWith(Quiet, StringComparison.Ordinal), $"{file} says no verdict");
        await using var room = new Room(garnet.Database, name, Rooms.Hardened);
        await room.House.PutIdentitiesAsync(
            new Identity { Names = ["alice", "alice@corp.example"], Email = "alice@corp.example" },
            new Identity { Names = ["dave"], Enabled = false });
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = "ci-runner" });
        await room.SeedAsync(WindowLabel.ApiCalls, mean: 3, deviation: 1, points: 20);
        await room.SeedAsync(WindowLabel.SecurityGroupCalls, mean: 3, deviation: 1, points: 20);

        var batch = Read.Body(await File.ReadAllBytesAsync(Path.Combine(Folder, name, file), TestContext.Current.CancellationToken));
        Assert.Empty(batch.Rejected);
        Assert.NotEmpty(batch.Events);
        var findings = await room.FindAllAsync(batch.Events);

        Assert.Equal(file.StartsWith(Fires, StringComparison.Ordinal), findings.Count > 0);
    }

    [Fact]
    public void Every_room_has_samples_of_both_verdicts() => Assert.All(Directory.EnumerateDirectories(Folder), room =>
    {
        Assert.NotEmpty(Directory.EnumerateFiles(room, Fires + "*.json"));
        Assert.NotEmpty(Directory.EnumerateFiles(room, Quiet + "*.json"));
    });
}
