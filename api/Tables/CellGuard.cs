using System.Buffers;

namespace TrailWatch.Tables;

/// <summary>
/// Keeps a spreadsheet from running a cell as a formula: a cell that begins with one of = + - @ tab CR is written behind an
/// apostrophe. A cell that already looks guarded gets one more, so taking one away always gives back what was written.
/// </summary>
internal static class CellGuard
{
    private static readonly SearchValues<char> Dangerous = SearchValues.Create("=+-@\t\r");

    public static string Guard(string cell) => IsDangerous(cell) ? "'" + cell : cell;

    public static string Unguard(string cell) => cell.StartsWith('\'') && IsDangerous(cell) ? cell[1..] : cell;

    private static bool IsDangerous(string cell)
    {
        var first = cell.AsSpan().TrimStart('\'');
        return first.Length > 0 && Dangerous.Contains(first[0]);
    }
}
