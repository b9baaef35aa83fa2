using System.Buffers;
using System.Globalization;
using TrailWatch.Tables;

namespace TrailWatch.Memory.Baselines;

/// <summary>A call that a role is known to make. Times are epoch seconds, with a fraction where Splunk had one.</summary>
/// <param name="UserName">The role's name, without its account, as Splunk keeps it.</param>
/// <param name="EventName">The call.</param>
/// <param name="Earliest">The first time it was seen.</param>
/// <param name="Latest">The last time.</param>
/// <param name="EventSource">Null where the table does not say; Splunk's own never does.</param>
public sealed record SeenCallRow(string UserName, string EventName, double Earliest, double Latest, string? EventSource = null);

/// <summary>The lookup <c>previously_seen_api_calls_from_user_roles</c>; the column eventSource is ours, optional, and not written back.</summary>
public static class SeenCallTable
{
    // The last second of the year 9999.
    private const double LatestTime = 253_402_300_799;

    private static readonly string[] Columns = ["userName", "eventName", "earliest", "latest", "eventSource"];
    private static readonly string[] Required = ["userName", "eventName", "earliest", "latest"];

    public static TableRead<SeenCallRow> Read(ReadOnlyMemory<byte> utf8) => CsvTable.Read(utf8, Columns, Required, Read);

    public static void Write(IEnumerable<SeenCallRow> rows, IBufferWriter<byte> output)
    {
        using var csv = new CsvTableWriter(output, Required);
        foreach (var row in rows)
        {
            csv.Write(
                row.UserName,
                row.EventName,
                row.Earliest.ToString("R", CultureInfo.InvariantCulture),
                row.Latest.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static SeenCallRow Read(CsvRow row)
    {
        var earliest = Time(row, "earliest");
        var latest = Time(row, "latest");
        if (earliest > latest)
        {
            row.Fault("earliest", "is later than latest");
        }

        return new(Name(row, "userName"), Name(row, "eventName"), earliest ?? 0, latest ?? 0, row.Text("eventSource")?.Trim());
    }

    private static string Name(CsvRow row, string field)
    {
        if (row.Text(field)?.Trim() is { } name)
        {
            return name;
        }

        row.Fault(field, "is empty");
        return "";
    }

    private static double? Time(CsvRow row, string field)
    {
        var time = row.Quantity(field);
        if (time is null)
        {
            row.Fault(field, "is empty");
        }
        else if (time > LatestTime)
        {
            row.Fault(field, "is not a time in epoch seconds");
            return null;
        }

        return time;
    }
}
