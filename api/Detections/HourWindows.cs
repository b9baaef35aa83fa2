using TrailWatch.Memory;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections;

/// <summary>The hours in which a subject has events of one window: what most detections judge.</summary>
public static class HourWindows
{
    /// <summary>A suspicion for each hour that this batch has an event of the window in.</summary>
    /// <param name="answer">What is remembered of the subject.</param>
    /// <param name="code">The window's code; all its marks count.</param>
    /// <param name="prove">From the window to the proof.</param>
    public static IEnumerable<Suspicion> Touched(SubjectAnswer answer, string code, Func<WindowRecord, Proof?> prove)
    {
        if (answer.Tally is not { } tally)
        {
            yield break;
        }

        foreach (var hour in tally.Hours)
        {
            if (answer.Question.Tally!.Touches(code, hour.Hour))
            {
                yield return Of(answer, hour, code, prove);
            }
        }
    }

    public static Suspicion Of(SubjectAnswer answer, Memory.Tally.HourAnswer hour, string code, Func<WindowRecord, Proof?> prove)
    {
        var labels = hour.Sizes.Keys.Where(l => IsOf(l, code)).Order(StringComparer.Ordinal).Select(l => (l, hour.Hour));
        var trace = new WindowTrace(answer.Subject, [.. labels], answer.Question.Tally!.Seen(code, hour.Hour));
        return Suspicion.OfHour(answer.Subject, hour.Hour, trace, prove) with { Late = hour.Late };
    }

    private static bool IsOf(string label, string code) => label.Length == code.Length + 1 && label.StartsWith(code, StringComparison.Ordinal);
}
