using System.Text;
using System.Text.Json;
using YamlDotNet.Serialization;

namespace TrailWatch.Tests.Deployment;

/// <summary>values.yaml as a table: each value, what the comment of two dashes above it says, and what it is unless told.</summary>
internal sealed class ValuesTable
{
    private const string Note = "# -- ";

    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public ValuesTable(string yaml)
    {
        ReadNotes(yaml);
        Flatten("", new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<object, object?>>(yaml));
    }

    /// <summary>Values that nothing is said of.</summary>
    public IEnumerable<string> Silent => _values.Keys.Except(_notes.Keys);

    public IEnumerable<string> Named => _values.Keys;

    public override string ToString()
    {
        var text = new StringBuilder("| value | meaning | default |\n|---|---|---|\n");
        foreach (var (name, value) in _values)
        {
            text.Append("| `").Append(name).Append("` | ").Append(_notes.GetValueOrDefault(name)).Append(" | `").Append(Json(value)).Append("` |\n");
        }

        return text.ToString();
    }

    /// <summary>A comment goes on over the lines that follow it, to the value below them.</summary>
    private void ReadNotes(string yaml)
    {
        var parents = new Stack<(int Indent, string Name)>();
        string? note = null;
        foreach (var line in yaml.Split('\n'))
        {
            var text = line.TrimStart();
            var indent = line.Length - text.Length;
            if (text.StartsWith('#'))
            {
                note = text.StartsWith(Note, StringComparison.Ordinal) ? text[Note.Length..] : note is null ? null : $"{note} {text[2..]}";
            }
            else if (text.Split(':') is [var key, _, ..] && !key.StartsWith('-'))
            {
                while (parents.TryPeek(out var last) && last.Indent >= indent)
                {
                    parents.Pop();
                }

                var path = parents.TryPeek(out var parent) ? $"{parent.Name}.{key}" : key;
                parents.Push((indent, path));
                if (note is not null)
                {
                    _notes[path] = note;
                }

                note = null;
            }
            else
            {
                note = null;
            }
        }
    }

    /// <summary>What has a note is a row, with all that is in it.</summary>
    private void Flatten(string path, Dictionary<object, object?> section)
    {
        foreach (var (key, value) in section)
        {
            var place = path.Length == 0 ? $"{key}" : $"{path}.{key}";
            if (value is Dictionary<object, object?> { Count: > 0 } inner && !_notes.ContainsKey(place))
            {
                Flatten(place, inner);
            }
            else
            {
                _values[place] = value;
            }
        }
    }

    private static string Json(object? value) => JsonSerializer.Serialize(Plain(value), Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static object? Plain(object? value) => value switch
    {
        Dictionary<object, object?> map => map.ToDictionary(p => $"{p.Key}", p => Plain(p.Value)),
        List<object?> list => list.Select(Plain),
        _ => value,
    };
}
