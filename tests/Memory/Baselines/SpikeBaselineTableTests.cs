using System.Buffers;
using System.Text;
using CsCheck;
using TrailWatch.Memory.Baselines;
using Xunit;

namespace TrailWatch.Tests.Memory.Baselines;

public sealed class SpikeBaselineTableTests
{
    private const string Header = "arn,latestCount,numDataPoints,avgApiCalls,stdevApiCalls\n";

    private static readonly Gen<double> Number = Gen.Double[0, double.MaxValue].Where(double.IsFinite);

    private static readonly Gen<SpikeBaselineRow> Row = Gen.Select(
        Gen.Char["=+-@'\"a:/,é"].Array[1, 8].Select(c => new string(c)),
        Gen.Long[-1, long.MaxValue],
        Gen.Long[0, long.MaxValue],
        Gen.OneOf(Number, Gen.Double[0, 1000]),
        Gen.OneOf(Number, Gen.Double[0, 1]),
        (arn, latest, points, mean, deviation) => new SpikeBaselineRow(arn, latest < 0 ? null : latest, points, mean, deviation));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Write(IEnumerable<SpikeBaselineRow> rows)
    {
        var bytes = new ArrayBufferWriter<byte>();
        SpikeBaselineTable.Write(rows, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    [Fact]
    public void Reads_back_exactly_what_it_writes() => Row.Array[0, 6].Sample(rows =>
    {
        var read = SpikeBaselineTable.Read(Write(rows));
        return !read.Faults.Any && read.Rows.SequenceEqual(rows);
    });

    [Fact]
    public void Reads_columns_in_any_order_and_notes_those_of_Splunk_s_own()
    {
        var read = SpikeBaselineTable.Read(Utf8(
            "_key,stdevApiCalls,avgApiCalls,ARN,numDataPoints,_user\r\nk1,2.5,1e1,arn:aws:iam::111122223333:user/alice,20.0,nobody\r\n"));
        Assert.Equal([new SpikeBaselineRow("arn:aws:iam::111122223333:user/alice", null, 20, 10, 2.5)], read.Rows);
        Assert.Equal(2, read.Notes.Count);
        Assert.Contains("_key", read.Notes[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,,20,10,2", null)]
    [InlineData("a,0,0,0,0", null)]
    [InlineData("a,5,1,5,", null)]
    [InlineData(",1,20,10,2", "arn")]
    [InlineData("a,1,-1,10,2", "numDataPoints")]
    [InlineData("a,1,1.5,10,2", "numDataPoints")]
    [InlineData("a,1,many,10,2", "numDataPoints")]
    [InlineData("a,1,,10,2", "numDataPoints")]
    [InlineData("a,1,20,NaN,2", "avgApiCalls")]
    [InlineData("a,1,20,-1,2", "avgApiCalls")]
    [InlineData("a,1,20,,2", "avgApiCalls")]
    [InlineData("a,1,20,10,-0.1", "stdevApiCalls")]
    [InlineData("a,1,20,10,Infinity", "stdevApiCalls")]
    [InlineData("a,1,20,10,1e999", "stdevApiCalls")]
    [InlineData("a,1,2,10,", "stdevApiCalls")]
    [InlineData("a,x,20,10,2", "latestCount")]
    [InlineData("a,-3,20,10,2", "latestCount")]
    public void A_bad_row_is_named_by_number_and_field(string row, string? field)
    {
        var errors = SpikeBaselineTable.Read(Utf8($"{Header}b,1,20,10,2\n{row}\n")).Faults.ToErrors();
        Assert.Equal(field is null ? [] : [$"row 2.{field}"], errors.Keys);
    }

    [Fact]
    public void All_bad_rows_are_named_at_once() =>
        Assert.Equal(4, SpikeBaselineTable.Read(Utf8($"{Header},1,20,10,2\na,1,x,y,2\na,1,20,10,z\n")).Faults.Count);

    [Fact]
    public void Rows_that_Splunk_never_seeded_are_left_out_with_a_note()
    {
        var read = SpikeBaselineTable.Read(Utf8($"{Header}a,7,,,\nb,1,20,10,2\nc,9,,,\n"));
        Assert.False(read.Faults.Any);
        Assert.Equal("b", Assert.Single(read.Rows).Arn);
        Assert.StartsWith("2 rows have a count and no baseline", Assert.Single(read.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_its_columns_is_refused() =>
        Assert.Equal(
            ["header.avgApiCalls", "header.stdevApiCalls"], SpikeBaselineTable.Read(Utf8("arn,numDataPoints\n")).Faults.ToErrors().Keys.Order());
}
