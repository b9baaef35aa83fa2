using System.Runtime.CompilerServices;
using TrailWatch.CloudTrail;

namespace TrailWatch.Identities;

/// <summary>The entries of one table that match an actor, in the table's order: all exactly, or else all by wildcard.</summary>
internal readonly record struct MatchingEntries(int[]? Entries, bool Exact)
{
    public bool IsNone => Entries is null;

    public ReadOnlySpan<int> Span => Entries;

    public static MatchingEntries Find(NameIndex index, Actor actor, bool withSession)
    {
        if (index.IsEmpty)
        {
            return default;
        }

        var buffer = new NameBuffer();
        Span<string> names = buffer;
        names = names[..ActorNames.Write(actor, withSession, names)];
        var exact = Find(index, names, exact: true);
        return exact.IsNone ? Find(index, names, exact: false) : exact;
    }

    private static MatchingEntries Find(NameIndex index, ReadOnlySpan<string> names, bool exact)
    {
        int[]? entries = null;
        foreach (var name in names)
        {
            var more = exact ? index.Exact(name) : index.ByWildcard(name);
            if (more.Length > 0)
            {
                // The names of an actor mostly lead to the same entry.
                entries = entries is null || entries.AsSpan().SequenceEqual(more) ? more : [.. entries.Union(more).Order()];
            }
        }

        return new(entries, exact && entries is not null);
    }

    [InlineArray(ActorNames.Most)]
    private struct NameBuffer
    {
        private string _first;
    }
}
