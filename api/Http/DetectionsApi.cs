using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TrailWatch.Detections;
using TrailWatch.Identities;
using TrailWatch.Tuning;

namespace TrailWatch.Http;

/// <summary><c>/v1/detections</c>: the catalogue, and tuning it without a restart.</summary>
public static class DetectionsApi
{
    private const int MostAttempts = 20;

    public static IEndpointRouteBuilder MapDetections(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/detections", List)
            .WithName("listDetections")
            .WithSummary("List the detections")
            .WithDescription(
                "What each detection catches, where it comes from, its profile, its thresholds with their meaning, default and limits, what "
                + "is excluded from it, and why it can judge nothing now if so.")
            .WithTags(ApiTags.Detections)
            .Produces<DetectionList>();
        routes.MapGet("/v1/detections/{id}", GetAsync)
            .WithName("getDetection")
            .WithSummary("Read one detection and how it was tuned")
            .WithDescription($"As in the list, with its last {TuningStore.HistoryCap} changes, newest first: who, when, why and to what. The ETag is for If-Match.")
            .WithTags(ApiTags.Detections)
            .WithMetadata(IdNote)
            .Produces<DetectionEntry>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPatch("/v1/detections/{id}", PatchAsync)
            .WithName("tuneDetection")
            .WithSummary("Tune a detection without a restart")
            .WithDescription(
                "A JSON merge patch: what is absent stays, null goes back to the configuration, and exclusions are replaced as a whole. An event "
                + "that fulfils all conditions of an exclusion is not seen by the detection: it neither counts nor is it learnt. All replicas judge "
                + "by the change within a second. Every change has a version and is kept with who made it, when and why.")
            .WithTags(ApiTags.Detections)
            .WithMetadata(
                IdNote,
                new ParameterNote("If-Match", "The ETag of the version that shall be changed; absent for whichever holds.", "\"0\""),
                new RequestExample("application/json", "detection-patch.json", typeof(DetectionPatchBody)))
            .Produces<DetectionEntry>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static ParameterNote IdNote => new("id", "The detection's id; GET /v1/detections lists them.", "excessive-security-scanning");

    private static Ok<DetectionList> List(DetectionCatalogue catalogue, DirectoryCache directory) =>
        TypedResults.Ok(new DetectionList([.. catalogue.Current.All.Select(d => DetectionEntry.Of(d, SizeOf(directory)))]));

    private static async Task<Results<Ok<DetectionEntry>, ProblemHttpResult>> GetAsync(
        string id, HttpResponse response, DetectionCatalogue catalogue, TuningStore store, DirectoryCache directory)
    {
        if (catalogue.Kinds.FirstOrDefault(k => k.Id == id) is not { } kind)
        {
            return Unknown(catalogue);
        }

        var tuning = await store.LoadAsync(id);
        return await AnswerAsync(response, kind, tuning, store, directory);
    }

    private static async Task<Results<Ok<DetectionEntry>, ProblemHttpResult>> PatchAsync(
        string id,
        HttpRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        DetectionCatalogue catalogue,
        TuningStore store,
        DirectoryCache directory,
        IOptions<HttpLimits> limits,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        if (catalogue.Kinds.FirstOrDefault(k => k.Id == id) is not { } kind)
        {
            return Unknown(catalogue);
        }

        var patch = await JsonBody.ReadAsync(request, limits.Value, TuningJsonContext.Default.DetectionPatch, cancellation);
        if (new DetectionPatchValidator(kind).Validate(patch) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var was = await store.LoadAsync(id);
            if (ifMatch is not null && ifMatch != "*" && ifMatch != ETagOf(was))
            {
                return Problems.Of(
                    StatusCodes.Status412PreconditionFailed, $"{id} is at version {was.Version}, not at the one that If-Match names: somebody has tuned it since.", "changed-since");
            }

            var tuning = patch.ApplyTo(was, clock.GetUtcNow());
            if (await store.TrySaveAsync(id, was, tuning))
            {
                await catalogue.RefreshAsync(CancellationToken.None);
                return await AnswerAsync(request.HttpContext.Response, kind, tuning, store, directory);
            }
        }

        return Problems.Conflict($"{id} is being tuned by others all the time; send the change again.", "busy");
    }

    private static async Task<Ok<DetectionEntry>> AnswerAsync(
        HttpResponse response, IDetectionKind kind, DetectionTuning tuning, TuningStore store, DirectoryCache directory)
    {
        response.Headers.ETag = ETagOf(tuning);
        return TypedResults.Ok(DetectionEntry.Of(kind.Make(tuning), SizeOf(directory)) with { History = await store.HistoryAsync(kind.Id) });
    }

    private static ProblemHttpResult Unknown(DetectionCatalogue catalogue) => Problems.NotFound(
        $"There is no detection of this id; there are {string.Join(", ", catalogue.Kinds.Select(k => k.Id).Order(StringComparer.Ordinal))}.", "no-such-detection");

    private static string ETagOf(DetectionTuning tuning) => $"\"{tuning.Version}\"";

    private static DirectorySize SizeOf(DirectoryCache directory) => new(directory.Current.Identities, directory.Current.ServiceAccounts);
}
