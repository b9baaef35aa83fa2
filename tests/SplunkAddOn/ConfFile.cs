namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>
/// A file of settings as Splunk's <c>btool check</c> reads it, and stricter: stanzas, settings, comments, a value that goes on in the next
/// line after a backslash. What Splunk would silently merge or drop is refused: a stanza or a setting that comes twice.
/// </summary>
internal sealed class ConfFile
{
    private readonly Dictionary<string, Dictionary<string, string>> _stanzas = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Dictionary<string, string>> Stanzas => _stanzas;

    public Dictionary<string, string> this[string stanza] => _stanzas[stanza];

    /// <exception cref="FormatException">With the number of the line.</exception>
    public static ConfFile Parse(string text)
    {
        var file = new ConfFile();
        Dictionary<string, string>? stanza = null;
        foreach (var (number, line) in Joined(text))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                stanza = file.Open(line, number);
                continue;
            }

            Put(stanza ?? throw Fault(number, "a setting before the first stanza"), line, number);
        }

        return file;
    }

    private Dictionary<string, string> Open(string line, int number)
    {
        if (!line.EndsWith(']'))
        {
            throw Fault(number, "a stanza that does not end with ]");
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        return _stanzas.TryAdd(line[1..^1], settings) ? settings : throw Fault(number, $"{line} comes twice");
    }

    private static void Put(Dictionary<string, string> stanza, string line, int number)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? "" : line[..equals].Trim();
        if (key.Length == 0 || key.Contains(' ', StringComparison.Ordinal))
        {
            throw Fault(number, "neither a stanza nor a setting");
        }

        if (!stanza.TryAdd(key, line[(equals + 1)..].Trim()))
        {
            throw Fault(number, $"{key} comes twice");
        }
    }

    private static IEnumerable<(int Number, string Line)> Joined(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var (number, line) = (i + 1, Checked(lines[i], i + 1));
            while (line.EndsWith('\\') && line[0] != '#')
            {
                i++;
                if (i >= lines.Length || lines[i].Trim().Length == 0)
                {
                    throw Fault(number, "goes on after its backslash, with nothing");
                }

                line = line[..^1] + '\n' + Checked(lines[i], i + 1);
            }

            yield return (number, line);
        }
    }

    // A blank after the backslash ends the value there, and what follows becomes a setting of its own.
    private static string Checked(string line, int number) =>
        line.TrimEnd() == line ? line : throw Fault(number, "ends with blanks");

    private static FormatException Fault(int number, string what) => new($"Line {number}: {what}.");
}
