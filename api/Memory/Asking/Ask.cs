using TrailWatch.Memory.Accounts;

namespace TrailWatch.Memory.Asking;

/// <summary>What one batch asks, and who waits for it.</summary>
internal sealed record Ask(
    IReadOnlyCollection<SubjectQuestion> Questions, MemorySettings Settings, Action<SubjectAnswer> Judge, AccountsQuestion Accounts)
{
    public int Events { get; } = Questions.Sum(q => q.Sightings.Count + q.Calls.Count);

    /// <summary>Its questions on their way through a turn.</summary>
    public List<Asked> Asked { get; } = new(Questions.Count);

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
