using TrailWatch.Bench;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>The simulator of bench/ against the real program, in short.</summary>
public sealed class FirehoseTests
{
    private const int Records = 4_000;
    private const int KilledAfter = 15;

    [Theory, InlineData(false), InlineData(true)]
    public async Task H39_Killed_in_the_middle_the_service_loses_no_record_and_finds_the_same(bool gzip)
    {
        var batches = CloudTrailText.Batches(Records, 100_000).ToList();
        using var folder = new ScratchDirectory();
        using var service = Service(folder);
        service.Start();
        await service.ReadyAsync();
        using var firehose = new Firehose(service.Address, Hec.Acking, gzip) { AckTimeout = TimeSpan.FromSeconds(5) };
        Assert.True(await firehose.ProbeAsync(TestContext.Current.CancellationToken));

        var restart = Task.CompletedTask;
        await firehose.DeliverAsync(
            batches,
            sent =>
            {
                restart = sent == KilledAfter ? RestartAsync(service) : restart;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        await restart;
        Assert.True(firehose.Retries > 0, "The service was not away.");
        Assert.True(firehose.Confirmed >= batches.Count);

        var findings = await FindingList.ReadAsync(service.Address);
        Assert.Equal((Records, 0, Records), await FindingList.EvaluateAsync(service.Address, batches));

        using var elsewhere = new ScratchDirectory();
        using var other = Service(elsewhere);
        other.Start();
        await other.ReadyAsync();
        Assert.Equal((Records, Records, 0), await FindingList.EvaluateAsync(other.Address, batches));
        Assert.NotEmpty(findings);
        Assert.Equal(await FindingList.ReadAsync(other.Address), findings);
    }

    private static async Task RestartAsync(ServiceProcess service)
    {
        await Task.Delay(5);
        await service.KillAsync();
        service.Start();
    }

    private static ServiceProcess Service(ScratchDirectory folder) =>
        new(folder.Path, $"--Collector:Tokens:firehose:Token={Hec.Acking}", "--Collector:Tokens:firehose:UseAck=true");
}
