using TrailWatch.CloudTrail;

namespace TrailWatch.Backtests;

/// <summary>Records that came with the request; its limits bound how many there are.</summary>
public sealed class BodyRecords : IRecordSource
{
    private readonly RecordBatch _batch;

    public BodyRecords(RecordBatch batch)
    {
        _batch = batch;
        EventOrder.Sort(batch.Events);
    }

    public string Name => "records";

    public SourceSurvey Survey(CancellationToken cancellation)
    {
        var survey = new SourceSurvey();
        survey.Add(_batch);
        return survey;
    }

    public IEnumerable<CloudTrailEvent> InOrder() => _batch.Events;
}

/// <summary>By time; ids make the order of one moment's events the same every time.</summary>
internal static class EventOrder
{
    public static void Sort(List<CloudTrailEvent> events) => events.Sort(static (a, b) =>
        a.Time != b.Time ? a.Time.CompareTo(b.Time) : string.CompareOrdinal(a.EventId, b.EventId));
}
