using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>
/// The fields of an event as a search sees them: those of <c>KV_MODE = json</c> (an array's values under its name and <c>{}</c>), then the
/// aliases, then the calculated fields, which see the aliases but not one another.
/// </summary>
internal sealed partial class SearchTimeFields
{
    private readonly Dictionary<string, string[]> _fields = new(StringComparer.Ordinal);

    public SearchTimeFields(string sourcetype, JsonObject e, ConfFile props)
    {
        Extract("", e);
        Extracted = [.. _fields.Keys];
        var settings = props[sourcetype];
        var aliases = settings.Where(s => s.Key.StartsWith("FIELDALIAS-", StringComparison.Ordinal)).SelectMany(s => Aliases(s.Value)).ToList();
        foreach (var (from, to) in aliases)
        {
            Set(to, Extracted.Contains(from) ? _fields[from] : []);
        }

        var calculated = settings.Where(s => s.Key.StartsWith("EVAL-", StringComparison.Ordinal))
            .Select(s => (Name: s.Key["EVAL-".Length..], Values: EvalExpression.Run(s.Value, name => this[name]))).ToList();
        foreach (var (name, values) in calculated)
        {
            Set(name, values);
        }
    }

    /// <summary>The names that the event itself gives.</summary>
    public HashSet<string> Extracted { get; }

    public IReadOnlyCollection<string> Names => _fields.Keys;

    /// <summary>Empty where there is none.</summary>
    public string[] this[string name] => _fields.TryGetValue(name, out var values) ? values : [];

    /// <exception cref="FormatException">It does not say what stands for what.</exception>
    public static IReadOnlyList<(string From, string To)> Aliases(string setting)
    {
        var pairs = Alias().Matches(setting);
        return Alias().Replace(setting, "").Trim().Length > 0 || pairs.Count == 0
            ? throw new FormatException($"{setting} is no list of aliases")
            : [.. pairs.Select(m => (m.Groups[1].Value.Trim('"'), m.Groups[2].Value.Trim('"')))];
    }

    private void Set(string name, string[] values)
    {
        if (values.Length > 0)
        {
            _fields[name] = values;
        }
        else
        {
            _fields.Remove(name);
        }
    }

    private void Extract(string name, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (key, value) in o)
                {
                    Extract(name.Length > 0 ? $"{name}.{key}" : key, value);
                }

                break;
            case JsonArray a:
                foreach (var value in a)
                {
                    Extract(name + "{}", value);
                }

                break;
            default:
                _fields[name] = [.. this[name], node?.ToString() ?? "null"];
                break;
        }
    }

    [GeneratedRegex("""(?<=^|\s)("[^"\s]+"|\w+)\s+AS\s+("[^"\s]+"|\w+)(?=\s|$)""")]
    private static partial Regex Alias();
}
