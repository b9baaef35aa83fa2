using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Options;
using TrailWatch.Backtests;
using TrailWatch.CloudTrail;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Backtests;

/// <summary>Which folders may be replayed, and in which order their records come.</summary>
public sealed class FolderRecordsTests : IDisposable
{
    private readonly ScratchDirectory _root = new();
    private readonly ScratchDirectory _elsewhere = new();

    public void Dispose()
    {
        _root.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void Files_that_overlap_in_time_come_as_one_stream_in_order()
    {
        Write("logs/a.json", Make.Records(Record("5"), Record("1")));
        Write("logs/b.json.gz", Make.Records(Record("4"), Record("2")));
        Write("logs/deeper/c.ndjson", Record("3") + "\n" + Record("6") + "\n");
        Write("logs/notes.txt", "no log");
        Write("logs/empty.json", " ");
        Write("other.json", Record("9"));

        var records = Folder("logs");
        var survey = records.Survey(TestContext.Current.CancellationToken);
        Assert.Equal((6, 6, 0, 0), (survey.Received, survey.Events, survey.Rejected, survey.Notes.Count));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], records.InOrder().Select(e => e.EventId));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], records.InOrder().Select(e => e.EventId));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_the_others_go_on()
    {
        Write("good.json", Record("1"));
        Write("broken.json", "{");
        File.WriteAllBytes(Path.Combine(_root.Path, "broken.json.gz"), [0x1F, 0x8B, 1, 2, 3]);
        Write("large.json", Record("2") + new string(' ', 2_000));

        var records = Folder(".", maxFileBytes: 1_000);
        var survey = records.Survey(TestContext.Current.CancellationToken);
        Assert.Equal(3, survey.Notes.Count);
        Assert.Contains(survey.Notes, n => n.StartsWith("broken.json cannot be read", StringComparison.Ordinal));
        Assert.Contains(survey.Notes, n => n.StartsWith("broken.json.gz cannot be read: it is not", StringComparison.Ordinal));
        Assert.Contains(survey.Notes, n => n.StartsWith("large.json holds more than 1000 bytes", StringComparison.Ordinal));
        Assert.Equal("1", Assert.Single(records.InOrder()).EventId);
    }

    [Fact]
    public void A_gzip_file_that_was_cut_off_is_named_although_what_is_there_could_be_read()
    {
        Write("whole.ndjson.gz", Record("1") + "\n" + Record("2") + "\n");
        var whole = File.ReadAllBytes(Path.Combine(_root.Path, "whole.ndjson.gz"));
        File.WriteAllBytes(Path.Combine(_root.Path, "cut.ndjson.gz"), whole[..^8]);
        var survey = Folder("").Survey(TestContext.Current.CancellationToken);
        Assert.Equal((2, "cut.ndjson.gz cannot be read: it is not complete and correct gzip."), (survey.Events, Assert.Single(survey.Notes)));
    }

    [Theory, InlineData(0, 1), InlineData(-1, 0)]
    public void A_file_may_hold_as_many_bytes_as_the_limit_says(int more, int events)
    {
        var text = Record("1");
        Write("a.json.gz", text);
        Write("b.json", text);
        Assert.Equal(2 * events, Folder("", text.Length + more).Survey(TestContext.Current.CancellationToken).Events);
    }

    [Fact]
    public void A_record_that_cannot_be_taken_is_counted_and_told()
    {
        Write("a.json", Make.Records(Record("1"), """{"eventName":"x"}"""));
        var survey = Folder("").Survey(TestContext.Current.CancellationToken);
        Assert.Equal((2, 1, 1), (survey.Received, survey.Events, survey.Rejected));
        Assert.Contains("no-event-time", Assert.Single(survey.Notes), StringComparison.Ordinal);
    }

    [Theory, InlineData("logs"), InlineData("logs/deeper"), InlineData("logs/"), InlineData("."), InlineData("")]
    public void A_folder_below_the_root_may_be_replayed(string folder)
    {
        Write("logs/deeper/a.json", Record("1"));
        Assert.Null(Folders().Fault(folder));
        Assert.Single(Folders().Files(folder));
    }

    [Theory]
    [InlineData("..", "without .."), InlineData("logs/../..", "without .."), InlineData("logs\\..\\..", "without .."), InlineData("/etc", "relative")]
    [InlineData("nope", "no folder"), InlineData("logs/a.json", "no folder"), InlineData("a\0b", "relative"), InlineData("link", "symbolic link"), InlineData("link/inside", "symbolic link")]
    public void Nothing_leads_out_of_the_root(string folder, string why)
    {
        Write("logs/a.json", Record("1"));
        Directory.CreateDirectory(Path.Combine(_elsewhere.Path, "inside"));
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "link"), _elsewhere.Path);
        Assert.Contains(why, Folders().Fault(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_to_files_and_folders_elsewhere_are_not_followed()
    {
        Write("logs/a.json", Record("1"));
        File.WriteAllText(Path.Combine(_elsewhere.Path, "secret.json"), Record("2"));
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "logs", "folder"), _elsewhere.Path);
        File.CreateSymbolicLink(Path.Combine(_root.Path, "logs", "file.json"), Path.Combine(_elsewhere.Path, "secret.json"));
        Assert.Equal("a.json", Assert.Single(Folders().Files("logs")).Name);
    }

    [Fact]
    public void Without_the_setting_there_are_no_folders() =>
        Assert.Contains("Backtests:Folder", new LogFolders(Options.Create(new BacktestsOptions())).Fault("logs"), StringComparison.Ordinal);

    [Fact]
    public void A_root_that_is_not_there_stops_the_start()
    {
        var rule = new BacktestsFolderValidator();
        Assert.Contains("Backtests:Folder", rule.Validate(null, new() { Folder = Path.Combine(_root.Path, "nope") }).FailureMessage, StringComparison.Ordinal);
        Assert.All([null, "", _root.Path], folder => Assert.True(rule.Validate(null, new() { Folder = folder }).Succeeded));
    }

    private LogFolders Folders() => new(Options.Create(new BacktestsOptions { Folder = _root.Path }));

    private FolderRecords Folder(string name, long maxFileBytes = 1 << 20) => new(Folders(), name, new ReaderLimits(), maxFileBytes);

    /// <summary>Second number <paramref name="id"/> of the hour.</summary>
    private static string Record(string id) => Make.Record(id, $"2026-03-02T10:00:0{id}Z");

    private void Write(string name, string text)
    {
        var path = Path.Combine(_root.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using Stream to = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        to.Write(Encoding.UTF8.GetBytes(text));
    }
}
