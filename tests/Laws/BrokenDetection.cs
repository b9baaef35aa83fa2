using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Tests.Laws;

/// <summary>Throws at one of its steps, for every event or window.</summary>
internal sealed class BrokenDetection(string step) : IDetection
{
    public DetectionInfo Info { get; } = new(
        $"broken-in-{step}-{Guid.NewGuid():N}", "Broken", "", [], "Hunting", 1, Severity.Low, TimeSpan.Zero, "Throws.");

    public bool Enabled => true;

    public string Profile => Profiles.Hardened;

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        sighting.Count(new WindowLabel(WindowLabel.Most - 1));
        ThrowIn("ask");
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory)
    {
        // A suspicion is out already when it throws: an iterator may fail half-way.
        var seen = answer.Question.Sightings;
        if (seen.Count > 0)
        {
            yield return Suspicion.OfHour(answer.Subject, seen[0].Hour, new EventTrace(seen), _ =>
            {
                ThrowIn("prove");
                return null;
            });
        }

        ThrowIn("judge");
    }

    private void ThrowIn(string here)
    {
        if (here == step)
        {
            throw new InvalidOperationException("Broken on purpose.");
        }
    }
}
