using System.Globalization;
using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary>
/// The ETags of the directory: a table's is its version, and tells its two forms apart; an entry's is made of its content. Either
/// changes with what it stands for, so a change that was thought out on something older is refused.
/// </summary>
internal static class DirectoryTags
{
    public static string Of(long version, TableFormat format = TableFormat.Json) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{version}{(format == TableFormat.Csv ? "-csv" : "")}\"");

    public static string Of<T>(T entry, TableKind<T> kind)
        where T : class => $"\"{EntryTag.Of(entry, kind)}\"";

    public static bool Allows(this Precondition condition, long version) =>
        condition.Allows(Of(version), Of(version, TableFormat.Csv));
}
