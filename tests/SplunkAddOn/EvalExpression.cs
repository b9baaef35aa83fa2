using System.Globalization;
using System.Text.RegularExpressions;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>
/// The part of Splunk's eval that the add-on uses: a value is a list of texts, empty where a field is not there. A name with a dot must
/// stand in single quotes, since Splunk would join two fields there; what is not known here is refused.
/// </summary>
internal sealed partial class EvalExpression
{
    private readonly List<string> _tokens;
    private readonly Func<string, string[]> _field;
    private int _at;

    private EvalExpression(string text, Func<string, string[]> field)
    {
        _tokens = [.. Token().Matches(text).Select(m => m.Value)];
        _field = field;
        var left = Token().Replace(text, "").Trim();
        if (left.Length > 0)
        {
            throw new FormatException($"eval knows no {left}");
        }
    }

    /// <exception cref="FormatException">It is no eval, or one that this does not know.</exception>
    public static string[] Run(string text, Func<string, string[]> field)
    {
        var eval = new EvalExpression(text, field);
        var value = eval.Comparison();
        return eval._at == eval._tokens.Count ? value : throw new FormatException($"{eval._tokens[eval._at]} is too much in {text}");
    }

    private string Next => _at < _tokens.Count ? _tokens[_at] : "";

    private string Take() => _at < _tokens.Count ? _tokens[_at++] : throw new FormatException("eval ends too early");

    private void Expect(string token)
    {
        if (Take() != token)
        {
            throw new FormatException($"{token} is missing");
        }
    }

    private string[] Comparison()
    {
        var left = Value();
        if (Next is not ("=" or "==" or "!=" or ">" or ">=" or "<" or "<="))
        {
            return left;
        }

        var (sign, right) = (Take(), Value());
        if (left.Length == 0 || right.Length == 0)
        {
            return [];
        }

        var order = double.TryParse(left[0], CultureInfo.InvariantCulture, out var a) && double.TryParse(right[0], CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(left[0], right[0]);
        return Truth(sign switch { "=" or "==" => order == 0, "!=" => order != 0, ">" => order > 0, ">=" => order >= 0, "<" => order < 0, _ => order <= 0 });
    }

    private string[] Value()
    {
        var token = Take();
        return token[0] switch
        {
            '"' => [token[1..^1]],
            '\'' => _field(token[1..^1]),
            >= '0' and <= '9' => [token],
            _ when !char.IsLetter(token[0]) => throw new FormatException($"{token} is no value"),
            _ when Next == "(" => Call(token, Arguments()),
            _ => _field(token),
        };
    }

    private List<string[]> Arguments()
    {
        Expect("(");
        var arguments = new List<string[]>();
        while (Next != ")")
        {
            arguments.Add(Comparison());
            if (Next == ",")
            {
                Take();
            }
        }

        Expect(")");
        return arguments;
    }

    private static string[] Call(string function, List<string[]> a) => (function, a.Count) switch
    {
        ("true", 0) => Truth(true),
        ("len", 1) => a[0].Length == 0 ? [] : [a[0][0].Length.ToString(CultureInfo.InvariantCulture)],
        ("if", 3) => IsTrue(a[0]) ? a[1] : a[2],
        ("case", > 1) when a.Count % 2 == 0 => Enumerable.Range(0, a.Count / 2).Where(i => IsTrue(a[2 * i])).Select(i => a[(2 * i) + 1]).FirstOrDefault() ?? [],
        ("coalesce", > 0) => a.FirstOrDefault(v => v.Length > 0) ?? [],
        ("mvindex", 2) => [.. a[0].Skip(int.Parse(a[1][0], CultureInfo.InvariantCulture)).Take(1)],
        ("mvappend", > 1) => [.. a.SelectMany(v => v)],
        ("mvdedup", 1) => [.. a[0].Distinct(StringComparer.Ordinal)],
        _ => throw new FormatException($"eval knows no {function} of {a.Count}"),
    };

    private static bool IsTrue(string[] value) => value is ["true"];

    private static string[] Truth(bool value) => [value ? "true" : "false"];

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|[A-Za-z_]\w*|\d+|[=!<>]=|[=<>(),]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
