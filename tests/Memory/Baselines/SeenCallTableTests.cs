using System.Buffers;
using System.Text;
using CsCheck;
using TrailWatch.Memory.Baselines;
using Xunit;

namespace TrailWatch.Tests.Memory.Baselines;

public sealed class SeenCallTableTests
{
    private const string Header = "userName,eventName,earliest,latest\n";

    private static readonly Gen<string> Name = Gen.Char["=+-@'\"aZ_,é"].Array[1, 8].Select(c => new string(c));

    private static readonly Gen<SeenCallRow> Row = Gen.Select(
        Name, Name, Gen.Double[0, 4e9], Gen.Double[0, 4e9], Gen.Bool, Name,
        (user, call, a, b, some, source) => new SeenCallRow(user, call, Math.Min(a, b), Math.Max(a, b), some ? source : null));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Reads_back_what_it_writes_and_that_is_all_but_the_column_of_ours() => Row.Array[0, 6].Sample(rows =>
    {
        var bytes = new ArrayBufferWriter<byte>();
        SeenCallTable.Write(rows, bytes);
        var read = SeenCallTable.Read(bytes.WrittenSpan.ToArray());
        return !read.Faults.Any && read.Rows.SequenceEqual(rows.Select(r => r with { EventSource = null }));
    });

    [Fact]
    public void Reads_the_columns_of_the_key_value_store()
    {
        var read = SeenCallTable.Read(Utf8("_key,earliest,latest,userName,eventName\nk,1772445600.5,1772445601,ci,RunInstances\n"));
        Assert.Equal([new SeenCallRow("ci", "RunInstances", 1772445600.5, 1772445601)], read.Rows);
        Assert.Contains("_key", Assert.Single(read.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ci,GetUser,5,5", null)]
    [InlineData("ci,GetUser,6,5", "earliest")]
    [InlineData(",GetUser,5,5", "userName")]
    [InlineData("ci,,5,5", "eventName")]
    [InlineData("ci,GetUser,,5", "earliest")]
    [InlineData("ci,GetUser,5,", "latest")]
    [InlineData("ci,GetUser,-1,5", "earliest")]
    [InlineData("ci,GetUser,5,NaN", "latest")]
    [InlineData("ci,GetUser,5,1772445600000", "latest")]
    [InlineData("ci,GetUser,yesterday,5", "earliest")]
    public void A_bad_row_is_named_by_number_and_field(string row, string? field)
    {
        var errors = SeenCallTable.Read(Utf8($"{Header}{row}\n")).Faults.ToErrors();
        Assert.Equal(field is null ? [] : [$"row 1.{field}"], errors.Keys);
    }
}
