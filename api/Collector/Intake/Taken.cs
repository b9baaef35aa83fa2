using TrailWatch.CloudTrail;
using TrailWatch.Collector.Replies;

namespace TrailWatch.Collector.Intake;

/// <summary>What a request's body gave.</summary>
/// <param name="Batch">The records of what is taken.</param>
/// <param name="Events">How many events were taken, those without CloudTrail in them included.</param>
/// <param name="Unrecognised">How many of them held none.</param>
/// <param name="Fault">Why the rest was not taken; null where there is no rest.</param>
/// <param name="FaultAt">As it is answered.</param>
internal sealed record Taken(RecordBatch Batch, int Events, int Unrecognised, ReplyCode? Fault = null, int? FaultAt = null)
{
    public static Taken Nothing(ReplyCode why) => new(new(), 0, 0, why);
}
