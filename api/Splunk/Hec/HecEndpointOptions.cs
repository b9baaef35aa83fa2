namespace TrailWatch.Splunk.Hec;

/// <summary>One HTTP Event Collector, <c>Splunk:Hec:Endpoints:N</c>.</summary>
public sealed class HecEndpointOptions
{
    /// <summary>The base address, for example <c>https://splunk.example:8088</c>; a pasted <c>/services/collector/event</c> is cut off.</summary>
    public string Url { get; set; } = "";

    /// <summary>The HEC token itself; or else <see cref="TokenFile"/>.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token. Read before every request, so that a new token needs no restart.</summary>
    public string? TokenFile { get; set; }

    /// <summary>For events that name no index; without it the token's default is used.</summary>
    public string? Index { get; set; }

    /// <summary>Fixes the channel, a GUID. Only for receivers that know their channels: two processes must not share one.</summary>
    public string? Channel { get; set; }

    /// <summary>Its share of the batches, compared with the other endpoints.</summary>
    public int Weight { get; set; } = 1;
}
