using TrailWatch.Memory;

namespace TrailWatch.Detections;

/// <summary>Everything a batch asks of the memory, a part for each subject.</summary>
public sealed class BatchQuestion
{
    private readonly Dictionary<string, SubjectQuestion> _subjects = new(StringComparer.Ordinal);

    public IReadOnlyCollection<SubjectQuestion> Subjects => _subjects.Values;

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
}
