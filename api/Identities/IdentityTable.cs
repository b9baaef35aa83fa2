using System.Buffers;
using TrailWatch.Tables;

namespace TrailWatch.Identities;

/// <summary>Identities as JSON or as CSV with the columns of Splunk ES's identity lookup.</summary>
public static class IdentityTable
{
    private static readonly string[] Columns =
    [
        "identity", "enabled", "prefix", "nick", "first", "last", "suffix", "email", "phone", "managedBy", "priority",
        "bunit", "category", "watchlist", "startDate", "endDate", "lastActivity",
    ];

    private static readonly IdentityValidator Rules = new();

    public static TableKind<Identity> Kind { get; } = new(Read)
    {
        Name = "identities",
        Entry = "identity",
        Columns = Columns,
        Json = IdentitiesJsonContext.Default.Identity,
        NamesOf = NamesOf,
        Store = store => store.Identities,
        Of = directory => directory.Identities,
        With = (directory, table) => directory with { Identities = table },
    };

    public static TableRead<Identity> ReadCsv(ReadOnlyMemory<byte> utf8) => CsvTable.Read(utf8, Columns, ["identity"], Read);

    public static TableRead<Identity> ReadJson(ReadOnlySpan<byte> utf8) => JsonTable.Read(utf8, Columns, Read);

    public static void WriteCsv(IEnumerable<Identity> identities, IBufferWriter<byte> output)
    {
        using var csv = new CsvTableWriter(output, Columns);
        foreach (var i in identities)
        {
            csv.Write(
                string.Join('|', i.Names), i.Enabled ? "true" : "false", i.Prefix, i.Nick, i.First, i.Last, i.Suffix, i.Email,
                i.Phone, i.ManagedBy, i.Priority, i.Bunit, i.Category, i.Watchlist,
                Written(i.StartDate), Written(i.EndDate), Written(i.LastActivity));
        }
    }

    /// <summary>An identity's names, and its e-mail, which counts as one.</summary>
    internal static IEnumerable<string> NamesOf(Identity identity) =>
        identity.Email?.Trim() is { Length: > 0 } email ? identity.Names.Append(email) : identity.Names;

    private static string? Written(DateTimeOffset? time) => time is { } t ? TimeText.Write(t) : null;

    private static Identity Read(RowFields row) => row.Checked(
        new Identity
        {
            Names = row.Names("identity"),
            Enabled = row.Flag("enabled") ?? true,
            StartDate = row.Time("startDate"),
            EndDate = row.Time("endDate"),
            LastActivity = row.Time("lastActivity"),
            Email = row.Text("email"),
            Bunit = row.Text("bunit"),
            Priority = row.Text("priority"),
            Prefix = row.Text("prefix"),
            Nick = row.Text("nick"),
            First = row.Text("first"),
            Last = row.Text("last"),
            Suffix = row.Text("suffix"),
            Phone = row.Text("phone"),
            ManagedBy = row.Text("managedBy"),
            Category = row.Text("category"),
            Watchlist = row.Text("watchlist"),
        },
        Rules);
}
