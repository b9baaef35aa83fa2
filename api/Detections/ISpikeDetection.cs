using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections;

/// <summary>A detection that holds an hour's count against the actor's own baseline.</summary>
public interface ISpikeDetection : IDetection
{
    /// <summary>How its baseline learns and when an hour is a spike.</summary>
    SpikeSettings Settings { get; }

    /// <summary>What it counts, in words.</summary>
    string Calls { get; }
}
