using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Replay;

/// <summary>A file that cannot be read is named, and the others go on.</summary>
public sealed class UnreadableFileTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gzip_that_was_cut_off()
    {
        var whole = LogFolder.Gzip(Make.Records(Make.Record()));
        _folder.Write("cut.json.gz", whole[..^1]);
        _folder.Write("whole.json.gz", whole);
        Assert.Equal("cut.json.gz: The file is not complete and correct gzip.", Faults(records: 1));
    }

    [Fact]
    public void Gzip_with_a_broken_byte()
    {
        var broken = LogFolder.Gzip(Make.Records(Make.Record()));
        broken[broken.Length / 2] ^= 0xFF;
        _folder.Write("broken.json.gz", broken);
        Assert.Equal("broken.json.gz: The file is not complete and correct gzip.", Faults(records: 0));
    }

    [Fact]
    public void What_is_no_JSON()
    {
        _folder.Write("words.json", "hello");
        _folder.WriteGzip("words.json.gz", "hello");
        Assert.Equal("words.json: The file is not JSON.\nwords.json.gz: The file is not JSON.", Faults(records: 0));
    }

    [Fact]
    public void Gzip_is_told_by_its_bytes_and_not_by_its_name()
    {
        _folder.Write("packed.json", LogFolder.Gzip(Make.Record("a")));
        _folder.Write("plain.json.gz", Make.Record("b"));
        Assert.Equal("", Faults(records: 2));
    }

    [Theory, InlineData(""), InlineData(" \n "), InlineData("{\"Records\":[]}")]
    public void Nothing_in_a_file_is_no_fault(string content)
    {
        _folder.Write("empty.json", content);
        _folder.WriteGzip("empty.json.gz", content);
        Assert.Equal("", Faults(records: 0));
    }

    [Fact]
    public void A_digest_and_a_record_that_is_none_are_records_still()
    {
        _folder.Write("digest.json", """{"awsAccountId":"1","digestStartTime":"2026-03-02T10:00:00Z","digestEndTime":"2026-03-02T11:00:00Z","logFiles":[]}""");
        _folder.Write("package.json", """{"name":"x"}""");
        Assert.Equal("", Faults(records: 2));
    }

    private string Faults(int records)
    {
        var survey = new Survey(_folder.Files());
        survey.Run((_, _) => { }, CancellationToken.None);
        Assert.Equal(records, survey.Records);
        return string.Join('\n', survey.Faults.Select(f => $"{Path.GetFileName(f.Path)}: {f.Reason}"));
    }
}
