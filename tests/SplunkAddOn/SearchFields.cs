using System.Text.RegularExpressions;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>
/// The fields that a search names: every word of it that is no command, function, keyword, text or value of a filter. So a field is told
/// from a slip of the pen wherever it stands, and a word that is not known here is refused.
/// </summary>
internal static partial class SearchFields
{
    private static readonly string[] Commands = ["search", "table", "fields", "dedup", "sort", "stats", "timechart", "eval", "where"];

    private static readonly string[] Functions = ["num", "values", "max", "latest", "sum", "dc", "case", "true", "strftime"];

    private static readonly string[] Keywords = ["by", "as", "or", "and", "not", "count"];

    /// <summary>What stands for nothing: neither in <paramref name="known"/> nor made by the search itself before.</summary>
    /// <param name="search">With its macros written out.</param>
    /// <param name="known">The fields of the events that it starts from.</param>
    public static IReadOnlyList<string> Unknown(string search, IEnumerable<string> known)
    {
        var fields = known.ToHashSet(StringComparer.Ordinal);
        var unknown = new List<string>();
        var commands = Text().Replace(Token().Replace(search, "0"), "0").Split('|', StringSplitOptions.TrimEntries).Select(c => Named().IsMatch(c) ? c : "search " + c);
        foreach (var command in commands)
        {
            var name = command.Split(' ')[0];
            var evaluates = name is "eval" or "where";
            var rest = command[name.Length..];
            var made = name == "eval" ? Assigned().Matches(rest) : Renamed().Matches(rest);
            rest = name == "eval" ? Assigned().Replace(rest, " ") : Renamed().Replace(rest, " ");
            rest = evaluates ? rest : Filter().Replace(rest, " ${field} ");
            unknown.AddRange(Commands.Contains(name) ? Words(rest).Where(word => !Has(fields, word)) : [name]);
            fields.UnionWith(made.Select(m => Braces().Replace(m.Groups[1].Value, "*")));
            unknown.AddRange(made.SelectMany(m => Braces().Matches(m.Value)).Select(m => m.Groups[1].Value).Where(word => !Has(fields, word)));
        }

        return unknown;
    }

    /// <summary>The fields that a search's last <c>fields</c> or <c>table</c> leaves.</summary>
    public static IReadOnlyList<string> Left(string search) => [.. Name().Matches(Last().Match(search).Groups[1].Value).Select(m => m.Value)];

    private static IEnumerable<string> Words(string text) => Name().Matches(text)
        .Where(m => m.Groups[2].Success ? !Functions.Contains(m.Groups[1].Value) : !Keywords.Contains(m.Groups[1].Value, StringComparer.OrdinalIgnoreCase))
        .Select(m => m.Groups[1].Value);

    private static bool Has(HashSet<string> fields, string word) => fields.Contains(word);

    [GeneratedRegex(@"\$[\w.]+(\|\w)?\$")]
    private static partial Regex Token();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex("^[a-z]+ ")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<=^|,)\s*([A-Za-z_][\w{}]*)\s*=(?!=)")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"\bAS\s+(\w+)")]
    private static partial Regex Renamed();

    [GeneratedRegex(@"(?<field>[A-Za-z_][\w.]*)\s*=\s*[^\s()]+")]
    private static partial Regex Filter();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"([A-Za-z_][\w.]*\*?)(\()?")]
    private static partial Regex Name();

    [GeneratedRegex(@".*\|\s*(?:fields|table)\s+([^|]*)$", RegexOptions.Singleline)]
    private static partial Regex Last();
}
