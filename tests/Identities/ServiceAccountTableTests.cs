using System.Text;
using CsCheck;
using TrailWatch.Identities;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

public sealed class ServiceAccountTableTests
{
    [Fact]
    public void Reads_the_lookup_of_Splunk_with_its_one_column()
    {
        var read = ServiceAccountTable.ReadCsv(Utf8("identity\r\nci-bot\r\n'-odd\r\n"));
        Assert.False(read.Faults.Any);
        Assert.Equal([Account("ci-bot"), Account("-odd")], read.Rows);
    }

    [Theory]
    [InlineData("identity,expires\n,", "row 1.identity", "Row 1 (line 2): identity holds no name.")]
    [InlineData("identity,expires\na|b,", "row 1.identity", "Row 1 (line 2): identity holds a |, which separates names.")]
    [InlineData("identity,expires\na,soon", "row 1.expires", "Row 1 (line 2): expires is not a time")]
    public void Names_a_bad_row(string csv, string path, string sentence)
    {
        var error = Assert.Single(ServiceAccountTable.ReadCsv(Utf8(csv)).Faults.ToErrors());
        Assert.Equal(path, error.Key);
        Assert.StartsWith(sentence, error.Value[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2048, false)]
    [InlineData(2049, true)]
    public void A_name_is_as_long_as_an_ARN_at_most(int length, bool faulty) =>
        Assert.Equal(faulty, ServiceAccountTable.ReadCsv(Utf8("identity\n" + new string('a', length))).Faults.Any);

    [Theory]
    [InlineData(4096, false)]
    [InlineData(4097, true)]
    public void A_text_has_a_limit_too(int length, bool faulty) =>
        Assert.Equal(faulty, ServiceAccountTable.ReadCsv(Utf8("identity,reason\na," + new string('a', length))).Faults.Any);

    [Fact]
    public void Reads_back_exactly_what_it_writes() =>
        AnyAccount.Array[0, 5].Sample(accounts =>
        {
            var read = ServiceAccountTable.ReadCsv(Written(csv => ServiceAccountTable.WriteCsv(accounts, csv)));
            return !read.Faults.Any && read.Rows.SequenceEqual(accounts);
        });

    [Fact]
    public void The_lookup_keeps_the_names() =>
        AnyAccount.Array[0, 5].Sample(accounts =>
        {
            var lookup = Written(csv => ServiceAccountTable.WriteLookup(accounts, csv));
            return Encoding.UTF8.GetString(lookup).StartsWith("identity\n", StringComparison.Ordinal)
                && ServiceAccountTable.ReadCsv(lookup).Rows.Select(a => a.Name).SequenceEqual(accounts.Select(a => a.Name));
        });
}
