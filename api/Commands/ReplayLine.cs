using System.Globalization;
using TrailWatch.Replay;

namespace TrailWatch.Commands;

/// <summary>A replay's progress in a line.</summary>
internal static class ReplayLine
{
    public static string Of(ReplayProgress now) => now.Records is null ? OfSurvey(now) : OfSending(now);

    /// <summary>The times of all records must be known before the first can be sent.</summary>
    public static string OfSurvey(ReplayProgress now) => Text($"Reading times: {now.SurveyedFiles:N0}/{now.Files:N0} files");

    public static string OfSending(ReplayProgress now)
    {
        var left = now.Left is { } time ? Text($", {Duration(time)} left") : "";
        return Text($"Replaying: {now.DoneFiles:N0}/{now.Files:N0} files, {now.DoneRecords:N0} records, ")
            + Text($"{now.RecordsPerSecond:N0}/s, {now.Findings:N0} findings{left}");
    }

    public static string Duration(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? Text($"{time.TotalSeconds:0} s")
        : time < TimeSpan.FromHours(1) ? Text($"{time.Minutes} min {time.Seconds} s")
        : Text($"{(int)time.TotalHours} h {time.Minutes} min");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
