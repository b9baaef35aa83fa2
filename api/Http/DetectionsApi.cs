using Microsoft.AspNetCore.Http.HttpResults;
using TrailWatch.Detections;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary><c>GET /v1/detections</c>: the catalogue.</summary>
public static class DetectionsApi
{
    public static IEndpointRouteBuilder MapDetections(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/detections", List)
            .WithName("listDetections")
            .WithSummary("List the detections")
            .WithDescription("What each detection catches, where it comes from, its profile, and why it can judge nothing now if so.")
            .WithTags(ApiTags.Detections)
            .Produces<DetectionList>();
        return routes;
    }

    private static Ok<DetectionList> List(DetectionCatalogue catalogue, DirectoryCache directory)
    {
        var size = new DirectorySize(directory.Current.Identities, directory.Current.ServiceAccounts);
        return TypedResults.Ok(new DetectionList([.. catalogue.All.Select(d => Show(d, size))]));
    }

    private static DetectionEntry Show(IDetection d, DirectorySize directory) => new(
        d.Info.Id, d.Info.Title, d.Info.Description, d.Info.Source, d.Info.Mitre, d.Info.Type, d.Info.Severity, d.Info.RiskScore,
        d.Info.Throttle.TotalHours, d.Enabled, d.Profile, d.CannotJudge(directory));
}

/// <summary>The catalogue.</summary>
/// <param name="Items">By id.</param>
public sealed record DetectionList(IReadOnlyList<DetectionEntry> Items);

/// <summary>A detection as it is set now.</summary>
/// <param name="Id">Stable, kebab-case.</param>
/// <param name="Title">The title of its findings.</param>
/// <param name="Description">What it catches.</param>
/// <param name="Source">The search or the promise that it comes from.</param>
/// <param name="Mitre">MITRE technique ids, for example T1078.004.</param>
/// <param name="Type">TTP, Anomaly or Hunting.</param>
/// <param name="Severity">Base severity.</param>
/// <param name="RiskScore">Base risk, 0 to 100.</param>
/// <param name="ThrottleHours">For how long Splunk is told of one actor only once.</param>
/// <param name="Enabled">Whether it is at work.</param>
/// <param name="Profile">hardened or escu-2018.</param>
/// <param name="CannotJudge">Why it can judge nothing now; null where it can.</param>
public sealed record DetectionEntry(
    string Id, string Title, string Description, string Source, IReadOnlyList<string> Mitre, string Type, Severity Severity, int RiskScore,
    double ThrottleHours, bool Enabled, string Profile, string? CannotJudge);
