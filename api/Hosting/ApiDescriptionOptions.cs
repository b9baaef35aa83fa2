namespace TrailWatch.Hosting;

/// <summary>Section <c>OpenApi</c>.</summary>
public sealed class ApiDescriptionOptions
{
    public const string Section = "OpenApi";

    /// <summary>
    /// The address that tools which import the description should call; absolute, because many accept nothing else. Null for the address
    /// under which the description is asked for, so that its page calls the service that it came from.
    /// </summary>
    public string? ServerUrl { get; set; }
}
