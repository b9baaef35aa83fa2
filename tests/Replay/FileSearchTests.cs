using TrailWatch.Replay;
using Xunit;

namespace TrailWatch.Tests.Replay;

public sealed class FileSearchTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bucket_that_was_copied_is_searched_to_its_leaves()
    {
        var first = _folder.Write("AWSLogs/123/CloudTrail/eu-west-1/2026/03/01/a.json.gz", "");
        var second = _folder.Write("AWSLogs/123/CloudTrail/us-east-1/2026/03/02/b.json.gz", "");
        Assert.Equal([first, second], Find(_folder.Path).Files.Select(f => f.Path));
    }

    [Theory]
    [InlineData("a.json", true), InlineData("a.JSON.GZ", true), InlineData("a.ndjson", true), InlineData("a.jsonl.gz", true)]
    [InlineData("a.json.zip", false), InlineData("a.csv", false), InlineData("json", false), InlineData("a.gz", false)]
    public void In_a_folder_the_name_decides(string name, bool taken)
    {
        _folder.Write(name, "");
        var search = Find(_folder.Path);
        Assert.Equal((taken ? 1 : 0, taken ? 0 : 1), (search.Files.Count, search.Ignored));
    }

    [Fact]
    public void A_file_that_is_named_is_taken_at_its_word() => Assert.Single(Find(_folder.Write("export.log", "")).Files);

    [Fact]
    public void A_file_counts_once_however_often_it_is_meant()
    {
        var file = _folder.Write("x/a.json", "");
        Assert.Single(Find(_folder.Path, file, Path.Combine(_folder.Path, "x"), Path.Combine(_folder.Path, "x", "..", "x", "a.json")).Files);
    }

    [Fact]
    public void The_checkpoint_is_no_log()
    {
        var checkpoint = _folder.Write(CheckpointFile.DefaultName, "{}");
        var search = new FileSearch(checkpoint);
        search.Add(_folder.Path);
        Assert.Empty(search.Files);
    }

    [Fact]
    public void A_link_that_leads_back_up_is_not_followed()
    {
        _folder.Write("x/a.json", "");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "x", "up"), _folder.Path);
        Assert.Single(Find(_folder.Path).Files);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        var missing = Path.Combine(_folder.Path, "missing.json");
        var search = Find(missing);
        Assert.Empty(search.Files);
        Assert.Equal(missing, Assert.Single(search.Faults).Path);
    }

    private static FileSearch Find(params string[] paths)
    {
        var search = new FileSearch();
        Array.ForEach(paths, search.Add);
        return search;
    }
}
