using System.Text.Json.Serialization.Metadata;
using TrailWatch.Tables;

namespace TrailWatch.Identities;

/// <summary>What the two tables of the directory differ in.</summary>
public sealed class TableKind<T>
    where T : class
{
    internal TableKind(Func<RowFields, T> read) => Read = read;

    /// <summary>As in the route and the store, for example <c>service-accounts</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One entry in words, for example <c>service account</c>.</summary>
    public required string Entry { get; init; }

    /// <summary>The fields of an entry.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required JsonTypeInfo<T> Json { get; init; }

    /// <summary>Every name under which an entry is found.</summary>
    public required Func<T, IEnumerable<string>> NamesOf { get; init; }

    /// <summary>The table's place in the store.</summary>
    public required Func<IdentityStore, TableStore<T>> Store { get; init; }

    /// <summary>The table of a directory that was read.</summary>
    public required Func<StoredDirectory, StoredTable<T>> Of { get; init; }

    /// <summary>The directory with another table in the place of this one.</summary>
    public required Func<StoredDirectory, StoredTable<T>, StoredDirectory> With { get; init; }

    /// <summary>Reads and checks an entry, whatever it is written in.</summary>
    internal Func<RowFields, T> Read { get; }
}
