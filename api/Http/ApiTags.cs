namespace TrailWatch.Http;

/// <summary>The groups of the API's description, in the order in which they are shown; six at most.</summary>
internal static class ApiTags
{
    public const string Health = "Health";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Health, "Whether the service is up, and whether you may call it."),
    ];
}
