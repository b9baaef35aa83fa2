using TrailWatch.Memory.Accounts;

namespace TrailWatch.Memory.Asking;

/// <summary>A memory that is asked about subjects. Asking is telling: it also remembers the events.</summary>
public interface IActorMemory
{
    /// <summary>Asks everything that a batch wants to know. Repeating it changes nothing.</summary>
    /// <param name="questions">One for each subject.</param>
    /// <param name="settings">How the detections are set.</param>
    /// <param name="judge">Looks at each answer while the memory stands still; it waits for nobody.</param>
    /// <param name="accounts">Which AWS accounts the batch is of.</param>
    Task AskAsync(IReadOnlyCollection<SubjectQuestion> questions, MemorySettings settings, Action<SubjectAnswer> judge, AccountsQuestion accounts);

    /// <summary>What was found in these subjects' hours is stored: nobody needs those any more that have closed.</summary>
    void Settle(IReadOnlyCollection<SubjectQuestion> questions);
}
