using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Legends;
using OxyPlot.Series;
using TrailWatch.Memory.History;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Plots;

/// <summary>
/// Draws a timeline: a bar for each active hour, the threshold and the mean as steps, spikes in another colour and under a triangle.
/// </summary>
/// <param name="timeline">The hours.</param>
/// <param name="settings">How they are judged.</param>
/// <param name="theme">The colours.</param>
public sealed class TimelinePlot(Timeline timeline, SpikeSettings settings, PlotTheme theme)
{
    private const int Width = 960;
    private const int Height = 400;
    private const int LongestName = 52;

    /// <summary>So few that each may be drawn wider than it is.</summary>
    private const int FewHours = 120;

    private const int LabelledSpikes = 5;
    private readonly TimelineFrame _frame = TimelineFrame.Of(
        timeline, timeline.Next.CanJudge(settings) ? timeline.Next.NextThreshold(settings) : timeline.Next.Mean);

    /// <param name="actor">Who it is, in few words; anybody may have chosen them.</param>
    /// <param name="calls">What is counted, in words that follow a number.</param>
    public string Draw(string actor, string calls)
    {
        var title = $"{PlainText.Of(actor, LongestName)}: {calls} per hour (UTC)";
        var summary = TimelineSummary.Of(timeline, settings, calls);
        var model = new PlotModel
        {
            Title = title,
            TitleFontSize = 17,
            TitlePadding = 6,
            Subtitle = summary.Replace(". ", ".\n", StringComparison.Ordinal),
            SubtitleFontSize = 12.5,
            DefaultFont = SvgPicture.Font,
            Background = theme.Ground,
            TextColor = theme.Text,
            SubtitleColor = theme.Faint,
            PlotAreaBorderColor = theme.Faint,
            PlotAreaBorderThickness = new OxyThickness(0, 0, 0, 1),
            Padding = new OxyThickness(14, 10, 20, 8),
        };
        model.Axes.Add(_frame.Hours(theme));
        model.Axes.Add(_frame.Counts(theme));
        Add(model, Bars("Active hour", theme.Hour, timeline.Hours.Where(h => !h.IsSpike && !h.IsOpen)));
        Add(model, Bars("Hour still open", theme.OpenHour, timeline.Hours.Where(h => !h.IsSpike && h.IsOpen)));
        Add(model, Bars(null, theme.Spike, timeline.Spikes));
        Add(model, Steps("Mean", theme.Mean, 1.2, LineStyle.Solid, h => h.Mean, timeline.Next.Points > 0 ? timeline.Next.Mean : null));
        Add(model, Steps(
            "Threshold", theme.Text, 1.6, LineStyle.Dash, h => h.Threshold, timeline.Next.CanJudge(settings) ? timeline.Next.NextThreshold(settings) : null));
        Add(model, Marks());
        LabelSpikes(model);
        model.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.BottomCenter,
            LegendOrientation = LegendOrientation.Horizontal,
            LegendItemSpacing = 26,
            LegendTextColor = theme.Text,
            LegendFontSize = 12,
        });
        return SvgPicture.Of(model, Width, Height, title, summary);
    }

    private static void Add(PlotModel model, Series series)
    {
        if (series is RectangleBarSeries { Items.Count: > 0 } or DataPointSeries { Points.Count: > 0 } or ScatterSeries { Points.Count: > 0 })
        {
            model.Series.Add(series);
        }
    }

    private RectangleBarSeries Bars(string? title, OxyColor colour, IEnumerable<PastHour> hours)
    {
        var bars = new RectangleBarSeries { Title = title, FillColor = colour, StrokeColor = colour, StrokeThickness = title is null || timeline.Hours.Count <= FewHours ? 1 : 0, RenderInLegend = title is not null };
        foreach (var hour in hours)
        {
            bars.Items.Add(new(TimelineFrame.At(hour.Hour), 0, TimelineFrame.At(hour.Hour + 1), _frame.Cut(hour.Count)));
        }

        return bars;
    }

    /// <summary>A value holds until the next active hour; the last until the end of the picture.</summary>
    private StairStepSeries Steps(string title, OxyColor colour, double thickness, LineStyle style, Func<PastHour, double?> value, double? next)
    {
        var steps = new StairStepSeries { Title = title, Color = colour, StrokeThickness = thickness, VerticalStrokeThickness = thickness, LineStyle = style, VerticalLineStyle = style };
        foreach (var hour in timeline.Hours)
        {
            if (value(hour) is { } known)
            {
                steps.Points.Add(new(TimelineFrame.At(hour.Hour), _frame.Cut(known)));
            }
        }

        if (next is { } last)
        {
            steps.Points.Add(new(TimelineFrame.At(timeline.Hours.Count > 0 ? timeline.Hours[^1].Hour + 1 : _frame.From), _frame.Cut(last)));
            steps.Points.Add(new(TimelineFrame.At(_frame.To), _frame.Cut(last)));
        }

        return steps;
    }

    private ScatterSeries Marks()
    {
        var marks = new ScatterSeries
        {
            Title = _frame.IsCut ? "Spike, cut off at the top" : "Spike",
            MarkerType = MarkerType.Triangle,
            MarkerSize = 5,
            MarkerFill = theme.Spike,
        };
        marks.Points.AddRange(timeline.Spikes.Select(s => new ScatterPoint(TimelineFrame.Middle(s.Hour), _frame.Mark(s.Count))));
        return marks;
    }

    private void LabelSpikes(PlotModel model)
    {
        foreach (var spike in _frame.Apart(timeline.Spikes.OrderByDescending(s => s.Count)).Take(LabelledSpikes))
        {
            model.Annotations.Add(new TextAnnotation
            {
                Text = TimelineFrame.Number(spike.Count),
                TextPosition = new(TimelineFrame.Middle(spike.Hour), _frame.Mark(spike.Count)),
                TextHorizontalAlignment = _frame.Side(spike.Hour),
                TextVerticalAlignment = VerticalAlignment.Middle,
                Offset = new(_frame.Side(spike.Hour) == HorizontalAlignment.Left ? 9 : -9, 0),
                FontSize = 12,
                FontWeight = FontWeights.Bold,
                TextColor = theme.Spike,
                StrokeThickness = 0,
            });
        }
    }
}
