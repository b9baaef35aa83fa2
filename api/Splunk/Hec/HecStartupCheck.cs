namespace TrailWatch.Splunk.Hec;

/// <summary>What an endpoint that is not healthy does to the start.</summary>
public enum HecStartupCheck
{
    Off,
    Warn,
    Fail,
}
