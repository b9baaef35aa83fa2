using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections;

/// <summary>The hours in which a subject has events of some labels: what most detections judge.</summary>
public static class HourWindows
{
    /// <summary>A suspicion for each hour that this batch has such an event in.</summary>
    /// <param name="answer">What is remembered of the subject.</param>
    /// <param name="labels">Any of these.</param>
    /// <param name="prove">From the window to the proof.</param>
    public static IEnumerable<Suspicion> Touched(SubjectAnswer answer, uint labels, Func<WindowRecord, Proof?> prove)
    {
        foreach (var hour in answer.Hours)
        {
            if ((hour.Touched & labels) != 0)
            {
                yield return Of(answer, hour, labels, prove);
            }
        }
    }

    public static Suspicion Of(SubjectAnswer answer, HourAnswer hour, uint labels, Func<WindowRecord, Proof?> prove)
    {
        var bucket = hour.Hour * Clock.BucketsPerHour;
        var trace = new WindowTrace(
            labels, bucket, bucket + Clock.BucketsPerHour, [.. answer.Question.Sightings.Where(s => s.Hour == hour.Hour && s.Is(labels))]);
        return Suspicion.OfHour(answer.Subject, hour.Hour, trace, prove) with { Late = hour.Late };
    }
}
