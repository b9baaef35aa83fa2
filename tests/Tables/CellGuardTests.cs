using CsCheck;
using TrailWatch.Tables;
using Xunit;

namespace TrailWatch.Tests.Tables;

public sealed class CellGuardTests
{
    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("'=x", "''=x")]
    [InlineData("a=b", "a=b")]
    [InlineData("'tis", "'tis")]
    [InlineData("'", "'")]
    [InlineData("", "")]
    public void Puts_an_apostrophe_before_what_a_spreadsheet_would_run(string cell, string guarded)
    {
        Assert.Equal(guarded, CellGuard.Guard(cell));
        Assert.Equal(cell, CellGuard.Unguard(guarded));
    }

    [Fact]
    public void Gives_back_any_cell_and_leaves_none_that_runs() =>
        Gen.Char["'=+-@\t\rab"].Array[0, 6].Select(c => new string(c)).Sample(cell =>
        {
            var guarded = CellGuard.Guard(cell);
            return CellGuard.Unguard(guarded) == cell && (guarded.Length == 0 || !"=+-@\t\r".Contains(guarded[0], StringComparison.Ordinal));
        });
}
