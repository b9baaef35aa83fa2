namespace TrailWatch.Splunk.Hec;

/// <summary>Whether delivery waits until the indexer has written what HEC took.</summary>
public enum HecAcknowledgement
{
    /// <summary>A 200 is delivered.</summary>
    Off,

    /// <summary>Waits where the token has acknowledgements, which the first answer shows.</summary>
    Auto,

    /// <summary>A token without acknowledgements is a configuration fault and holds its lane.</summary>
    Required,
}
