using Xunit;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>The reader of settings can tell good from bad.</summary>
public sealed class ConfFileTests
{
    [Fact]
    public void Reads_stanzas_settings_comments_and_values_over_several_lines()
    {
        var file = ConfFile.Parse("# note\n[a = b]\nkey = 1 = 1\nempty =\nlong = first \\\n  second\n\n[c]\nkey = 2\n");
        Assert.Equal(["a = b", "c"], file.Stanzas.Keys);
        Assert.Equal("1 = 1", file["a = b"]["key"]);
        Assert.Equal("", file["a = b"]["empty"]);
        Assert.Equal("first \n  second", file["a = b"]["long"]);
        Assert.Equal("2", file["c"]["key"]);
    }

    [Theory]
    [InlineData("[a]\nk = 1\nk = 2", "Line 3: k comes twice.")]
    [InlineData("[a]\n[b]\n[a]", "Line 3: [a] comes twice.")]
    [InlineData("k = 1", "Line 1: a setting before the first stanza.")]
    [InlineData("[a", "Line 1: a stanza that does not end with ].")]
    [InlineData("[a]\nwords alone", "Line 2: neither a stanza nor a setting.")]
    [InlineData("[a]\n= 1", "Line 2: neither a stanza nor a setting.")]
    [InlineData("[a]\nsearch = x \\ \n| y = 1", "Line 2: ends with blanks.")]
    [InlineData("[a]\nsearch = x \\\n\n", "Line 2: goes on after its backslash, with nothing.")]
    [InlineData("[a]\nsearch = x\n| table y", "Line 3: neither a stanza nor a setting.")]
    public void Refuses_what_Splunk_would_read_otherwise_than_it_looks(string text, string fault) =>
        Assert.Equal(fault, Assert.Throws<FormatException>(() => ConfFile.Parse(text)).Message);
}
