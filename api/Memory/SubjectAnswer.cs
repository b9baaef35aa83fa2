using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Names;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory;

/// <summary>What is remembered of one subject after the batch.</summary>
public sealed record SubjectAnswer(SubjectQuestion Question)
{
    public string Subject => Question.Subject;

    /// <summary>The subject's hours; null where nothing was tallied.</summary>
    public TallyAnswer? Tally { get; init; }

    /// <summary>Look-backs over the limit of those that this batch touches.</summary>
    public IReadOnlyList<LookBack> Scans { get; init; } = [];

    /// <summary>Runs of activity by access key; empty key for the subject itself.</summary>
    public IReadOnlyDictionary<string, List<ActivityRun>> Runs { get; init; } = new Dictionary<string, List<ActivityRun>>();

    public CallsAnswer? Calls { get; init; }
}
