using System.Text;
using System.Text.Json;
using CsCheck;
using TrailWatch.Identities;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

public sealed class IdentityCsvTests
{
    private static string Json(IEnumerable<Identity> identities) =>
        JsonSerializer.Serialize(new IdentitiesBody([.. identities]), IdentitiesJsonContext.Default.IdentitiesBody);

    [Fact]
    public void Reads_the_columns_of_Splunk_in_any_order_and_case()
    {
        var read = IdentityTable.ReadCsv(Utf8(
            "\uFEFFEmail,ENDDATE,identity,managedby,cim_entity_zone,enabled,priority\r\n"
            + "alice@corp.example,03/02/2026,alice| arn:aws:iam::111122223333:user/alice |ALICE,bob,z,no,high\r\n"
            + "\r\n"
            + ",1772445600,bob,,,,\r\n"));

        Assert.False(read.Faults.Any);
        Assert.Equal(2, read.Rows.Count);
        var alice = read.Rows[0];
        Assert.Equal(["alice", "arn:aws:iam::111122223333:user/alice"], alice.Names);
        Assert.Equal("alice@corp.example", alice.Email);
        Assert.Equal("bob", alice.ManagedBy);
        Assert.Equal("high", alice.Priority);
        Assert.False(alice.Enabled);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), alice.EndDate);
        Assert.True(read.Rows[1].Enabled);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero), read.Rows[1].EndDate);
        Assert.Equal(["The column cim_entity_zone means nothing here and was ignored."], read.Notes);
    }

    [Fact]
    public void Reads_line_feeds_quotes_and_several_names_in_quotes()
    {
        var read = IdentityTable.ReadCsv(Utf8("identity,bunit\n\"alice\nalice@corp.example\",\"a \"\"b\"\"\r\nc, d\"\n"));

        Assert.False(read.Faults.Any);
        Assert.Equal(["alice", "alice@corp.example"], read.Rows[0].Names);
        Assert.Equal("a \"b\"\r\nc, d", read.Rows[0].Bunit);
    }

    [Fact]
    public void Names_every_bad_row_by_number_and_field_at_once()
    {
        var read = IdentityTable.ReadCsv(Utf8(
            "identity,enabled,endDate\nalice,true,\n\n,maybe,tomorrow\nbob,1\n|,,\n"));

        var errors = read.Faults.ToErrors();
        Assert.Equal(
            ["row 2.enabled", "row 2.endDate", "row 2.identity", "row 3.columns", "row 4.identity"], errors.Keys.Order());
        Assert.Equal("Row 2 (line 4): enabled is neither true nor false.", Assert.Single(errors["row 2.enabled"]));
        Assert.Equal("Row 3 (line 5): columns has 2 cells where the header has 3.", Assert.Single(errors["row 3.columns"]));
        Assert.StartsWith("Nothing was changed. There are 5 faults; the first: Row 2 (line 4)", read.Faults.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_all_faults_and_lists_a_hundred()
    {
        var csv = new StringBuilder("identity,enabled\n");
        for (var i = 0; i < 150; i++)
        {
            csv.Append("a,maybe\n");
        }

        var faults = IdentityTable.ReadCsv(Utf8(csv.ToString())).Faults;

        Assert.Equal(150, faults.Count);
        Assert.Equal(100, faults.ToErrors().Count);
        Assert.Contains("150 faults, of which the first 100 are listed", faults.Summary(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "body", "The table is empty")]
    [InlineData("\n\n", "body", "The table is empty")]
    [InlineData("email\na", "header.identity", "no column identity")]
    [InlineData("identity;email\na;b", "header.identity", "separated by commas")]
    [InlineData("identity,Identity\na,b", "header.identity", "twice")]
    [InlineData("identity\n\"alice\nbob", "body", "quotation mark")]
    public void Refuses_a_table_that_it_cannot_read_at_all(string csv, string path, string words)
    {
        var read = IdentityTable.ReadCsv(Utf8(csv));
        var error = Assert.Single(read.Faults.ToErrors());
        Assert.Equal(path, error.Key);
        Assert.Contains(words, error.Value[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_text_that_is_not_UTF_8_and_a_row_without_end()
    {
        Assert.Contains("UTF-8", IdentityTable.ReadCsv(Encoding.Latin1.GetBytes("identity\nren\u00e9")).Faults.Summary(), StringComparison.Ordinal);
        var endless = IdentityTable.ReadCsv(Utf8("identity\n\"" + new string('x', 17_000_000) + "\""));
        Assert.Contains("16 million", endless.Faults.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_a_header_alone_is_an_empty_table()
    {
        var read = IdentityTable.ReadCsv(Utf8("identity\n"));
        Assert.False(read.Faults.Any);
        Assert.Empty(read.Rows);
    }

    [Fact]
    public void Reads_back_exactly_what_it_writes() =>
        AnyIdentity.Array[0, 5].Sample(identities =>
        {
            var read = IdentityTable.ReadCsv(Written(csv => IdentityTable.WriteCsv(identities, csv)));
            return !read.Faults.Any && Json(read.Rows) == Json(identities);
        });

    [Fact]
    public void Json_reads_back_exactly_what_it_writes() =>
        AnyIdentity.Array[0, 5].Sample(identities =>
        {
            var read = IdentityTable.ReadJson(Utf8(Json(identities)));
            return !read.Faults.Any && Json(read.Rows) == Json(identities);
        });
}
