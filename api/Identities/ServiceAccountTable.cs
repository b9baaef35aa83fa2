using System.Buffers;
using TrailWatch.Tables;

namespace TrailWatch.Identities;

/// <summary>Service accounts as JSON or CSV; Splunk's <c>aws_service_accounts</c> lookup is such a table with one column.</summary>
public static class ServiceAccountTable
{
    private static readonly string[] Columns = ["identity", "owner", "reason", "ticket", "expires"];

    private static readonly ServiceAccountValidator Rules = new();

    public static TableKind<ServiceAccount> Kind { get; } = new(Read)
    {
        Name = "service-accounts",
        Entry = "service account",
        Columns = Columns,
        Json = IdentitiesJsonContext.Default.ServiceAccount,
        NamesOf = account => [account.Name],
        Store = store => store.ServiceAccounts,
        Of = directory => directory.ServiceAccounts,
        With = (directory, table) => directory with { ServiceAccounts = table },
    };

    public static TableRead<ServiceAccount> ReadCsv(ReadOnlyMemory<byte> utf8) => CsvTable.Read(utf8, Columns, ["identity"], Read);

    public static TableRead<ServiceAccount> ReadJson(ReadOnlySpan<byte> utf8) => JsonTable.Read(utf8, Columns, Read);

    public static void WriteCsv(IEnumerable<ServiceAccount> accounts, IBufferWriter<byte> output)
    {
        using var csv = new CsvTableWriter(output, Columns);
        foreach (var a in accounts)
        {
            csv.Write(a.Name, a.Owner, a.Reason, a.Ticket, a.Expires is { } expires ? TimeText.Write(expires) : null);
        }
    }

    /// <summary>The lookup as Splunk keeps it: <c>identity</c> and nothing else.</summary>
    public static void WriteLookup(IEnumerable<ServiceAccount> accounts, IBufferWriter<byte> output)
    {
        using var csv = new CsvTableWriter(output, ["identity"]);
        foreach (var a in accounts)
        {
            csv.Write(a.Name);
        }
    }

    private static ServiceAccount Read(RowFields row) => row.Checked(
        new ServiceAccount
        {
            Name = row.Text("identity")?.Trim() ?? "",
            Owner = row.Text("owner"),
            Reason = row.Text("reason"),
            Ticket = row.Text("ticket"),
            Expires = row.Time("expires"),
        },
        Rules);
}
