namespace TrailWatch.Bench.Machine;

/// <summary>
/// Counts whole values (commands or replies) in a stream of Redis's protocol that comes in pieces. Pushes count apart: they answer nothing.
/// </summary>
internal sealed class RespCounter
{
    private readonly Stack<long> _open = new();
    private readonly List<byte> _line = [];
    private long _skip;
    private long _string;
    private bool _isPush;

    public long Values { get; private set; }

    public long Pushes { get; private set; }

    /// <summary>How many commands there were by name; only filled for a stream of commands.</summary>
    public Dictionary<string, long> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    private string? Name { get; set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_skip > 0)
            {
                var skipped = (int)Math.Min(_skip, bytes.Length);
                Note(bytes[..skipped]);
                _skip -= skipped;
                bytes = bytes[skipped..];
                if (_skip == 0)
                {
                    EndValue();
                }

                continue;
            }

            var end = bytes.IndexOf((byte)'\n');
            _line.AddRange(bytes[..(end < 0 ? bytes.Length : end + 1)]);
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (end >= 0)
            {
                EndLine();
                _line.Clear();
            }
        }
    }

    private void EndLine()
    {
        var kind = (char)_line[0];
        var number = kind is '$' or '=' or '!' or '*' or '~' or '%' or '>' ? Number() : 0;
        if (_open.Count == 0)
        {
            (_isPush, Name) = (kind == '>', null);
        }

        switch (kind)
        {
            case '$' or '=' or '!' when number >= 0:
                _skip = _string = number + 2;
                break;
            case '*' or '~' or '%' or '>' when number > 0:
                _open.Push(kind == '%' ? 2 * number : number);
                break;
            default:
                EndValue();
                break;
        }
    }

    private long Number()
    {
        var negative = _line[1] == '-';
        long number = 0;
        foreach (var digit in _line.Skip(negative ? 2 : 1).TakeWhile(b => b is >= (byte)'0' and <= (byte)'9'))
        {
            number = 10 * number + digit - '0';
        }

        return negative ? -number : number;
    }

    // The first string of a command is its name; one that lies in two pieces stays without.
    private void Note(ReadOnlySpan<byte> bytes)
    {
        if (_open.Count == 1)
        {
            Name ??= bytes.Length == _string ? System.Text.Encoding.ASCII.GetString(bytes).TrimEnd() : "";
        }
    }

    private void EndValue()
    {
        while (_open.TryPop(out var left))
        {
            if (left > 1)
            {
                _open.Push(left - 1);
                return;
            }
        }

        _ = _isPush ? Pushes++ : Values++;
        if (Name is { Length: > 0 } name)
        {
            Names[name] = Names.GetValueOrDefault(name) + 1;
        }
    }
}
