using TrailWatch.Memory;
using TrailWatch.Memory.Asking;

namespace TrailWatch.Detections;

/// <summary>
/// One way in which an account can act as it should not. A detection is pure: it says what an event means to it, and later
/// looks at what is remembered. No store, no clock, no log; the same events and the same answer give the same suspicions.
/// </summary>
public interface IDetection
{
    DetectionInfo Info { get; }

    bool Enabled { get; }

    /// <summary><c>hardened</c> or <c>escu-2018</c>.</summary>
    string Profile { get; }

    /// <summary>Why it cannot judge anything now, or null.</summary>
    string? CannotJudge(DirectorySize directory) => null;

    /// <summary>Adds how the memory shall learn for it, from any event of a batch: an hour that has a count may close with one that is hidden from it.</summary>
    void Prepare(MemoryDraft memory)
    {
    }

    /// <summary>Adds what it wants to remember and to know of this event to the batch's question.</summary>
    void Ask(Sighting sighting, BatchQuestion question);

    /// <summary>Which windows of this subject look wrong. Proof is read only for these.</summary>
    IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory);
}

/// <summary>How many entries the directory has.</summary>
public readonly record struct DirectorySize(int Identities, int ServiceAccounts)
{
    public bool IsEmpty => Identities + ServiceAccounts == 0;
}
