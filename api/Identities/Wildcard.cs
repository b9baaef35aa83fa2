namespace TrailWatch.Identities;

/// <summary>
/// A name, in which each <c>*</c> stands for any text, none included. The pieces between the stars are looked for from
/// left to right, each where it first occurs: the first place is always good enough, so nothing is ever tried again and no
/// entry can make a match slow.
/// </summary>
internal sealed class Wildcard(string pattern)
{
    private readonly string[] _pieces = pattern.Split('*');

    public static bool IsOne(string name) => name.Contains('*', StringComparison.Ordinal);

    public bool Matches(ReadOnlySpan<char> name)
    {
        var first = _pieces[0];
        if (_pieces.Length == 1)
        {
            return name.Equals(first, StringComparison.OrdinalIgnoreCase);
        }

        var last = _pieces[^1];
        if (name.Length < first.Length + last.Length
            || !name.StartsWith(first, StringComparison.OrdinalIgnoreCase)
            || !name.EndsWith(last, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = name[first.Length..^last.Length];
        foreach (var piece in _pieces.AsSpan(1, _pieces.Length - 2))
        {
            var at = rest.IndexOf(piece, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
