using TrailWatch.Evaluation;

namespace TrailWatch.Backtests;

/// <summary>Keeps the report of a run up to date while it goes on.</summary>
internal sealed class RunProgress(BacktestReport report, TimeProvider clock)
{
    private long _started = clock.GetTimestamp();
    private SourceSurvey _survey = new();
    private (long Evaluated, long Duplicates, long Skipped, long Late) _sums;
    private long _done;

    public BacktestReport Report { get; private set; } = report with { Status = BacktestStatus.Running, StartedAt = clock.GetUtcNow().UtcDateTime };

    public int Days => _survey.Events == 0 ? 0 : DayOf(_survey.Last).DayNumber - DayOf(_survey.First).DayNumber + 1;

    public void Surveyed(SourceSurvey survey)
    {
        _survey = survey;
        _started = clock.GetTimestamp();
        Report = Report with { Notes = survey.Notes };
        Show(Report.Settings[0].Name);
    }

    public void Judging(string setting) => Show(setting);

    /// <param name="result">Of the present settings; what becomes of the records is the same with all.</param>
    public void Judged(EvaluationResult result) =>
        _sums = (_sums.Evaluated + result.Evaluated, _sums.Duplicates + result.Duplicates, _sums.Skipped + result.Skipped, _sums.Late + result.Late);

    /// <param name="events">That all settings have judged.</param>
    public void Judged(int events)
    {
        _done += events;
        Show(Report.Progress.Setting);
    }

    public BacktestReport End(BacktestStatus status, string? error = null, IReadOnlyList<SettingResult>? results = null)
    {
        Show(null);
        return Report = Report with
        {
            Status = status,
            EndedAt = clock.GetUtcNow().UtcDateTime,
            Error = error,
            Results = results,
            Notes = [.. Report.Notes, .. status == BacktestStatus.Done ? Cautions() : []],
        };
    }

    private void Show(string? setting)
    {
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        var rate = seconds > 0 ? _done / seconds : 0;
        var left = _survey.Events - _done;
        Report = Report with
        {
            Progress = new(
                _done, _survey.Received == 0 ? null : _survey.Events, _survey.Events == 0 ? 0 : Math.Round(100d * _done / _survey.Events, 1), Math.Round(rate, 1),
                setting is null || rate == 0 ? null : (int)Math.Ceiling(left / rate), setting),
            Records = new(
                _survey.Received, _sums.Evaluated, _sums.Duplicates, _survey.Skipped + _sums.Skipped, _sums.Late, _survey.Rejected,
                _survey.Events == 0 ? null : TimeOf(_survey.First), _survey.Events == 0 ? null : TimeOf(_survey.Last), Days),
        };
    }

    /// <summary>What the numbers do not say by themselves.</summary>
    private IEnumerable<string> Cautions()
    {
        if (_sums.Late > 0)
        {
            yield return Report.State == "copy"
                ? $"{_sums.Late} events lie in hours that the copied state, or the stream, had closed already: they change no tally, so no spike or scan is found by them. "
                    + "Replay a stream that is newer than what is remembered, or take state empty."
                : $"{_sums.Late} events came after their hour had closed: they change no tally.";
        }

        if (_sums.Duplicates > 0 && Report.State == "copy")
        {
            yield return $"{_sums.Duplicates} events are known to the copied state, or are in the stream twice: they count once.";
        }

        if (Report.State == "empty")
        {
            yield return "Every setting began with an empty memory: spikes need a baseline and roles a learning time, so their first findings come only after that.";
        }
    }

    private static DateTime TimeOf(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime;

    private static DateOnly DayOf(long time) => DateOnly.FromDateTime(TimeOf(time));
}
