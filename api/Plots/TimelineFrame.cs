using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using TrailWatch.Memory.History;

namespace TrailWatch.Plots;

/// <summary>
/// What part of time and of counts a timeline's picture shows. It begins with the day of the first active hour; and where a spike
/// dwarfs everything else, the counts end well below it, so that the usual hours can still be read: the spike is cut off and
/// has its number beside it.
/// </summary>
/// <param name="From">The first hour shown.</param>
/// <param name="To">The hour after the last.</param>
/// <param name="Top">The highest count shown.</param>
/// <param name="IsCut">Whether a spike is higher than that.</param>
internal sealed record TimelineFrame(long From, long To, double Top, bool IsCut)
{
    private const int Day = 24;
    private const int LeastDays = 2;
    private const double Dwarfs = 5;
    private const double Headroom = 1.12;

    /// <param name="timeline">The hours.</param>
    /// <param name="next">The line that the next hour is held against.</param>
    public static TimelineFrame Of(Timeline timeline, double next)
    {
        var first = timeline.Hours.Count > 0 ? timeline.Hours[0].Hour / Day * Day : timeline.From;
        var from = Math.Max(timeline.From, Math.Min(first, timeline.To - (LeastDays * Day)));
        double highest = timeline.Hours.Select(h => h.Count).DefaultIfEmpty(0).Max();
        var usual = Math.Max(
            timeline.Hours.Where(h => !h.IsSpike).Select(h => (double)h.Count).DefaultIfEmpty(0).Max(),
            timeline.Hours.Select(h => h.Threshold ?? 0).Append(next).Max());
        var isCut = usual > 0 && highest > Dwarfs * usual;
        return new(from, timeline.To, Math.Max(isCut ? 2 * usual : Math.Max(highest, usual), 1), isCut);
    }

    public static double At(long hour) => DateTimeAxis.ToDouble(DateTimeOffset.UnixEpoch.AddHours(hour).UtcDateTime);

    public static double Middle(long hour) => At(hour) + (0.5 / Day);

    public static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    public double Cut(double count) => Math.Min(count, Top * Headroom);

    /// <summary>Where a spike's triangle stands: a little over its bar.</summary>
    public double Mark(double count) => Math.Min(count, Top) + (Top * 0.035);

    /// <summary>On which side of a spike its number has room.</summary>
    public HorizontalAlignment Side(long hour) => hour - From > (To - From) * 0.9 ? HorizontalAlignment.Right : HorizontalAlignment.Left;

    /// <summary>Those of the spikes whose numbers would not lie on those before them.</summary>
    public IEnumerable<PastHour> Apart(IEnumerable<PastHour> spikes)
    {
        var taken = new List<PastHour>();
        foreach (var spike in spikes.Where(s => taken.TrueForAll(t => Math.Abs(t.Hour - s.Hour) > (To - From) * 0.08)))
        {
            taken.Add(spike);
            yield return spike;
        }
    }

    private double Days => (To - From) / (double)Day;

    public DateTimeAxis Hours(PlotTheme theme) => new()
    {
        Position = AxisPosition.Bottom,
        Minimum = At(From),
        Maximum = At(To) + (0.005 * Days),
        StringFormat = Days > 4 ? "d MMM" : "d MMM HH:mm",
        IntervalType = Days > 4 ? DateTimeIntervalType.Days : DateTimeIntervalType.Hours,
        MajorStep = Days > 15 ? 3 : Days > 8 ? 2 : Days > 4 ? 1 : Days > 2 ? 0.5 : 0.25,
        TextColor = theme.Faint,
        TicklineColor = theme.Faint,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = theme.Grid,
        MinorTickSize = 0,
        FontSize = 12,
        AxislineColor = theme.Faint,
    };

    public LinearAxis Counts(PlotTheme theme) => new()
    {
        Position = AxisPosition.Left,
        Minimum = 0,
        Maximum = Top * Headroom,
        MinimumMajorStep = 1,
        LabelFormatter = Number,
        TextColor = theme.Faint,
        TicklineColor = OxyColors.Transparent,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = theme.Grid,
        MinorTickSize = 0,
        FontSize = 12,
    };
}
