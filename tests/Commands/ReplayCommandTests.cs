using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Http;
using TrailWatch.Tests.Replay;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly LogFolder _logs = new();
    private readonly ScratchDirectory _here = new();
    private readonly ScratchDirectory _elsewhere = new();

    public void Dispose()
    {
        _logs.Dispose();
        _here.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task Killed_twice_and_begun_again_it_ends_as_though_nothing_had_been()
    {
        Fill();
        var undisturbed = await ShellProcess.RunAsync(_elsewhere.Path, "replay", _logs.Path, "--batch", "20");
        Assert.Equal((0, ""), (undisturbed.Code, Warnings(undisturbed.Error)));

        await KillAfterAsync(400);
        await KillAfterAsync(1200);
        var (code, output, error) = await ShellProcess.RunAsync(_here.Path, "replay", _logs.Path, "--batch", "20");
        Assert.Equal(0, code);
        Assert.Contains("Going on after", error, StringComparison.Ordinal);
        Assert.Contains("2,900", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Checkpoint));
        Assert.Equal("", StoreDump.Difference(await StateAsync(_elsewhere.Path), await StateAsync(_here.Path)));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_well_and_says_how_to_go_on()
    {
        Fill();
        using (var process = ShellProcess.Start(_here.Path, "replay", _logs.Path, "--batch", "20"))
        {
            await RecordsOnceAsync(200, process);
            await process.InterruptAsync();
            var (code, output, error) = await process.EndAsync();
            Assert.Equal((130, ""), (code, output));
            Assert.Contains("The same command goes on from there", error, StringComparison.OrdinalIgnoreCase);
        }

        var other = await ShellProcess.RunAsync(_here.Path, "replay", _logs.Path, "--mode", "learn");
        Assert.Equal(2, other.Code);
        Assert.Contains("belongs to another replay. Its mode is evaluate.", other.Error, StringComparison.Ordinal);

        var anew = await ShellProcess.RunAsync(_here.Path, "replay", _logs.Path, "--mode", "learn", "--restart");
        Assert.Equal(0, anew.Code);
        Assert.Contains("2,900", anew.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_left_out_is_named_and_ends_with_1()
    {
        _logs.Write("good.json", Make.Records(Make.Record(), "17"));
        var cut = _logs.Write("cut.json.gz", LogFolder.Gzip(Make.Record())[..^3]);
        var (code, output, error) = await ShellProcess.RunAsync(_here.Path, "replay", _logs.Path);
        Assert.True(code == 1 && output.Length > 0, error);
        Assert.Contains($"{cut}: The file is not complete and correct gzip.", output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_logs.Path, "good.json") + ", record 2: ", output, StringComparison.Ordinal);
        Assert.Contains("not-an-object", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_somebody_has_open_is_told_with_a_way_out()
    {
        _logs.Write("a.json", Make.Record());
        await using var store = StoreUnderTest.Embedded(Path.Combine(_here.Path, "store"));
        await store.OpenAsync(TestContext.Current.CancellationToken);
        var (code, output, error) = await ShellProcess.RunAsync(_here.Path, "replay", _logs.Path);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("another TrailWatch process has it", error, StringComparison.Ordinal);
        Assert.Contains("--to http://", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_is_told_before_the_files_are_read()
    {
        _logs.Write("a.json", "no JSON");
        await using var other = await ServiceHost.StartAsync(_ => { }, _ => { });
        var address = other.Client.BaseAddress!.ToString();
        var (code, output, error) = await ShellProcess.RunAsync(_here.Path, "replay", _logs.Path, "--to", address);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"{address} answered 404", error, StringComparison.Ordinal);
        Assert.Contains("Nothing has been sent yet.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown option", "--nope"), InlineData("Evaluate", "--mode", "x"), InlineData("--batch must be from 1", "--batch", "0")]
    [InlineData("--to must be", "--to", "localhost:8080"), InlineData("There is no file or folder", "missing"), InlineData("nothing to replay")]
    public async Task A_wrong_command_line_ends_with_2(string said, params string[] more)
    {
        var (code, output, error) = await ShellProcess.RunAsync(_here.Path, ["replay", _logs.Path, .. more]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (code, output, _) = await ShellProcess.RunAsync(_here.Path, "replay", "--help");
        Assert.Equal(0, code);
        Assert.All(["--mode", "--to", "--key-file", "--checkpoint", "--restart", "--batch"], o => Assert.Contains(o, output, StringComparison.Ordinal));
    }

    private string Checkpoint => Path.Combine(_here.Path, CheckpointFile.DefaultName);

    private async Task KillAfterAsync(int records)
    {
        using var process = ShellProcess.Start(_here.Path, "replay", _logs.Path, "--batch", "20");
        await RecordsOnceAsync(records, process);
        process.Kill();
        Assert.NotEqual(0, (await process.EndAsync()).Code);
    }

    private async Task RecordsOnceAsync(int least, ShellProcess process)
    {
        for (var patience = Stopwatch.StartNew(); Records() < least; await Task.Delay(5, TestContext.Current.CancellationToken))
        {
            Assert.False(process.HasExited, "It ended by itself.");
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "It made no progress.");
        }
    }

    private int Records() => File.Exists(Checkpoint) ? JsonNode.Parse(File.ReadAllText(Checkpoint))!["tally"]!["records"]!.GetValue<int>() : 0;

    private static async Task<SortedDictionary<string, string>> StateAsync(string folder)
    {
        await using var store = StoreUnderTest.Embedded(Path.Combine(folder, "store"));
        await store.OpenAsync(TestContext.Current.CancellationToken);
        var state = await StoreDump.OfAsync(store);
        foreach (var expiry in state.Keys.Where(k => k.EndsWith(":expiry", StringComparison.Ordinal)).ToList())
        {
            // Findings are kept for so many days from now, and now differs.
            state[expiry] = Regex.Replace(state[expiry], "@.*", "");
        }

        return state;
    }

    private static string Warnings(string error) =>
        string.Concat(error.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("Re", StringComparison.Ordinal)));

    private void Fill()
    {
        var lines = Encoding.UTF8.GetString(Read.Events("invictus_ir")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        new Random(4).Shuffle(lines);
        foreach (var (part, lot) in lines.Chunk(500).Index())
        {
            _logs.WriteGzip($"AWSLogs/123837392027/CloudTrail/eu-west-1/2023/07/10/{part}.json.gz", Make.Records(lot));
        }
    }
}
