namespace TrailWatch.Hosting;

/// <summary>Section <c>OpenApi</c>.</summary>
public sealed class ApiDescriptionOptions
{
    public const string Section = "OpenApi";

    /// <summary>The address that tools which import the description should call; absolute, because many accept nothing else.</summary>
    public string ServerUrl { get; set; } = "http://127.0.0.1:8080";
}
