using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Log;

/// <summary>What a state says of a block as it takes it, beyond what can be read from it afterwards.</summary>
internal sealed class Learnt
{
    /// <summary>Distinct events that were not known.</summary>
    public int Fresh { get; set; }

    /// <summary>Hours that are spikes, of those that were not folded before.</summary>
    public List<(long Hour, string Label, SpikeVerdict Verdict)> Spikes { get; set; } = Tally.TallyBook.NoSpikes;

    /// <summary>All runs of activity known then, also those that only the block names; null where it named none.</summary>
    public IReadOnlyList<ActivityRun>? Runs { get; set; }

    /// <summary>The same of access keys.</summary>
    public Dictionary<string, IReadOnlyList<ActivityRun>>? KeyRuns { get; set; }
}
