using System.Buffers;
using System.Globalization;
using TrailWatch.Tables;

namespace TrailWatch.Memory.Baselines;

/// <summary>One actor's baseline as Splunk's lookups keep it.</summary>
/// <param name="Arn">As the row says; a session ARN is not folded onto its role here.</param>
/// <param name="LatestCount">The count of the last hour that Splunk saw; null where it is empty.</param>
/// <param name="NumDataPoints">Active hours so far.</param>
/// <param name="AvgApiCalls">Calls in an active hour, on average.</param>
/// <param name="StdevApiCalls">Their standard deviation.</param>
public sealed record SpikeBaselineRow(
    string Arn, long? LatestCount, long NumDataPoints, double AvgApiCalls, double StdevApiCalls);

/// <summary>The lookups <c>api_call_by_user_baseline</c> and <c>security_group_activity_baseline</c>, whose columns are the same.</summary>
public static class SpikeBaselineTable
{
    private static readonly string[] Columns = ["arn", "latestCount", "numDataPoints", "avgApiCalls", "stdevApiCalls"];

    // Splunk's older files have no latestCount.
    private static readonly string[] Required = ["arn", "numDataPoints", "avgApiCalls", "stdevApiCalls"];

    public static TableRead<SpikeBaselineRow> Read(ReadOnlyMemory<byte> utf8)
    {
        var unseeded = 0;
        var table = CsvTable.Read(utf8, Columns, Required, row => Read(row, ref unseeded));
        return unseeded == 0
            ? table
            : table with
            {
                Notes = [.. table.Notes, $"{unseeded} rows have a count and no baseline, as Splunk leaves them, and were left out."],
            };
    }

    public static void Write(IEnumerable<SpikeBaselineRow> rows, IBufferWriter<byte> output)
    {
        using var csv = new CsvTableWriter(output, Columns);
        foreach (var row in rows)
        {
            csv.Write(
                row.Arn,
                row.LatestCount?.ToString(CultureInfo.InvariantCulture),
                row.NumDataPoints.ToString(CultureInfo.InvariantCulture),
                row.AvgApiCalls.ToString("R", CultureInfo.InvariantCulture),
                row.StdevApiCalls.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static SpikeBaselineRow? Read(CsvRow row, ref int unseeded)
    {
        var arn = row.Text("arn")?.Trim();
        if (arn is null)
        {
            row.Fault("arn", "is empty");
        }

        var latest = row.Whole("latestCount");

        // The original search writes such a row for every actor that it was never seeded for: null plus one is null.
        if (row.Text("numDataPoints") is null && row.Text("avgApiCalls") is null && row.Text("stdevApiCalls") is null)
        {
            unseeded++;
            return null;
        }

        var points = row.Whole("numDataPoints") ?? Missing(row, "numDataPoints");
        var mean = row.Quantity("avgApiCalls") ?? Missing(row, "avgApiCalls");
        var deviation = row.Quantity("stdevApiCalls");

        // One hour alone has no sample deviation; Splunk may write nothing for it.
        if (deviation is null && points > 1)
        {
            Missing(row, "stdevApiCalls");
        }

        return new(arn ?? "", latest, points, mean, deviation ?? 0);
    }

    // A field that could not be read has its fault already, and a fault is given once.
    private static long Missing(CsvRow row, string field)
    {
        row.Fault(field, "is empty");
        return 0;
    }
}
