using TrailWatch.Memory;
using TrailWatch.Memory.Asking;

namespace TrailWatch.Detections;

/// <summary>Everything a batch asks of the memory, a part for each subject.</summary>
public sealed class BatchQuestion
{
    private readonly Dictionary<string, SubjectQuestion> _subjects = new(StringComparer.Ordinal);

    public IReadOnlyCollection<SubjectQuestion> Subjects => _subjects.Values;

    /// <summary>Adds an event to the part of its actor, unless it is there already; events come in order of time.</summary>
    public bool TryAdd(Sighting sighting) => Of(sighting).Add(sighting);

    /// <summary>The part of the actor of this sighting.</summary>
    public SubjectQuestion Of(Sighting sighting) => Of(sighting.Actor.Key);

    /// <summary>The part of any subject, such as the role behind a session.</summary>
    public SubjectQuestion Of(string subject)
    {
        if (!_subjects.TryGetValue(subject, out var question))
        {
            _subjects[subject] = question = new(subject);
        }

        return question;
    }

    /// <summary>Lets a role learn a call.</summary>
    /// <param name="role">Whose call it is; the actor itself, or the role whose session it is.</param>
    /// <param name="sighting">The call.</param>
    /// <param name="importedUnder">Under which name a lookup may know the role's calls; null for none.</param>
    public void LearnCall(string role, Sighting sighting, string? importedUnder)
    {
        var subject = Of(role);
        subject.ImportedUnder ??= importedUnder;
        subject.Learn(sighting);
    }
}
