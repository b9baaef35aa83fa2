namespace TrailWatch.CloudTrail;

/// <summary>What came of the wrapper keys of one object.</summary>
internal struct Children
{
    public bool AnyAccounted { get; private set; }

    /// <summary>Of several faults the one that says most: a record that was bad, before a text that held none.</summary>
    public Fault? Fault { get; private set; }

    public void Met(Fault? fault)
    {
        if (fault is null)
        {
            AnyAccounted = true;
        }
        else if (Fault is null || Fault == Fault.NotCloudTrail || (fault.IsOfARecord && !Fault.IsOfARecord))
        {
            Fault = fault;
        }
    }
}
