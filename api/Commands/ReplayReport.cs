using System.Globalization;
using Spectre.Console;
using TrailWatch.Evaluation;
using TrailWatch.Replay;

namespace TrailWatch.Commands;

/// <summary>What came of a replay: one table of numbers, one of findings, and what was left out, by name.</summary>
internal sealed class ReplayReport(ReplayRun run, FileSearch search, IReadOnlyList<FileFault> faults)
{
    private const int MostFaults = 20;

    private readonly Tally _tally = run.Tally;

    public void WriteTo(IAnsiConsole console)
    {
        console.Write(Numbers());
        if (_tally.Findings.Count > 0)
        {
            console.Write(Detections());
            console.Write(Gravest());
        }

        foreach (var line in Remarks())
        {
            console.Say(line);
        }
    }

    private Table Numbers()
    {
        var table = new Table().RoundedBorder().HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("mode", run.Mode == EvaluationMode.Learn ? "learn" : "evaluate");
        var leftOut = run.Faults.Select(f => f.Path).Distinct().Count();
        Row("files", search.Files.Count - leftOut);
        if (leftOut > 0)
        {
            Row("files left out", leftOut);
        }

        Row("records read", _tally.Records);
        Row("evaluated", _tally.Evaluated);
        Row("duplicates", _tally.Duplicates);
        Row("late", _tally.Late);
        Row("skipped", _tally.Skipped.Values.Sum());
        foreach (var (reason, count) in _tally.Skipped)
        {
            Row("  " + reason, count);
        }

        Row("rejected", _tally.Rejected.Values.Sum());
        foreach (var (code, count) in _tally.Rejected)
        {
            Row("  " + code, count);
        }

        if (_tally is { Earliest: { } earliest, Latest: { } latest })
        {
            table.AddRow("first event", Time(earliest));
            table.AddRow("last event", Time(latest));
        }

        table.AddRow("took", ReplayLine.Duration(run.Duration));
        Row("records/s", (long)run.Progress.RecordsPerSecond);
        return table;

        void Row(string name, long number) => table.AddRow(Markup.Escape(name), number.ToString("N0", CultureInfo.InvariantCulture));
    }

    private Table Detections()
    {
        var table = new Table().RoundedBorder()
            .AddColumn("detection").AddColumn("severity").AddColumn(new TableColumn("findings").RightAligned());
        foreach (var (detection, found) in _tally.Findings.ByDetection.OrderByDescending(d => d.Value.Severity))
        {
            table.AddRow(detection, Severity(found.Severity), found.Ids.Count.ToString("N0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private Table Gravest()
    {
        var table = new Table().RoundedBorder().Title($"The gravest of {_tally.Findings.Count:N0} findings; GET /v1/findings has all")
            .AddColumn("severity").AddColumn("first event").AddColumn("actor").AddColumn("why");
        foreach (var finding in _tally.Findings.Gravest)
        {
            table.AddRow(
                new Text(Severity(finding.Severity)),
                new Text(finding.FirstTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text(finding.Actor),
                new Text(finding.Why));
        }

        return table;
    }

    private IEnumerable<string> Remarks()
    {
        if (_tally.Late > 0)
        {
            yield return "Late events changed no count: newer events of the same actors were remembered before.";
        }

        if (run.Mode == EvaluationMode.Evaluate && _tally.SkippedDetections.Count > 0)
        {
            yield return $"Could judge nothing: {string.Join(", ", _tally.SkippedDetections)}; GET /v1/detections says why.";
        }

        if (_tally.FailedDetections.Count > 0)
        {
            yield return $"Failed, so that findings may be missing: {string.Join(", ", _tally.FailedDetections)}.";
        }

        foreach (var place in _tally.RejectedPlaces)
        {
            yield return $"{place.File}, record {place.Record}: {place.Detail}";
        }

        if (_tally.Rejected.Values.Sum() > _tally.RejectedPlaces.Count)
        {
            yield return $"... and {_tally.Rejected.Values.Sum() - _tally.RejectedPlaces.Count:N0} more rejected records.";
        }

        foreach (var fault in faults.Take(MostFaults))
        {
            yield return $"{fault.Path}: {fault.Reason}";
        }

        if (faults.Count > MostFaults)
        {
            yield return $"... and {faults.Count - MostFaults:N0} more files.";
        }
    }

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Severity(Findings.Severity severity) => severity.ToString().ToLowerInvariant();
}
