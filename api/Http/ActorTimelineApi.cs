using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Evaluation;
using TrailWatch.Memory.Baselines;
using TrailWatch.Memory.History;
using TrailWatch.Plots;
using TrailWatch.Tuning;

namespace TrailWatch.Http;

/// <summary><c>GET /v1/actors/timeline</c>: an actor's hours against its baseline, as numbers or as a picture.</summary>
public static class ActorTimelineApi
{
    private const string Json = "application/json";

    /// <summary>A picture has colours of its own, and nothing else in it may do anything, whoever chose the actor's name.</summary>
    private const string PictureOnly = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    public static IEndpointRouteBuilder MapActorTimeline(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/actors/timeline", GetAsync)
            .WithName("getActorTimeline")
            .WithSummary("See 30 days of an actor's hours against its baseline")
            .WithDescription(
                "The active hours of 30 days, up to the actor's newest event, each with its count, and the mean and threshold that held then; hours "
                + "without calls are left out. With Accept: image/svg+xml or format=svg it is a picture that can be pasted into a case note. A baseline "
                + "from a lookup brings no hours with it. Numbers are those by which the hours were judged; a detection that was off learnt none.")
            .WithTags(ApiTags.Actors)
            .WithMetadata([.. TimelineQuery.Notes])
            .Produces<TimelineAnswer>(StatusCodes.Status200OK, Json, SvgPicture.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<TimelineAnswer>, ContentHttpResult, ProblemHttpResult>> GetAsync(
        [AsParameters] TimelineQuery query,
        HttpContext http,
        IValidator<TimelineQuery> rules,
        HistoryReader history,
        DetectionCatalogue catalogue,
        IOptions<ActorOptions> actors,
        TimeProvider clock)
    {
        if (rules.Validate(query) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        var detection = (ISpikeDetection)catalogue.Current.Of(query.Detection ?? TimelineQuery.UsualDetection)!.Detection;
        var key = ImportedActor.KeyOf(query.Key!, actors.Value.Granularity);
        if (await history.ReadAsync(key, detection.Settings, clock.GetUtcNow()) is not { } timeline)
        {
            return Problems.NotFound("No actor of this key is remembered; a finding has its actor's key as actor.key.", "no-such-actor");
        }

        http.Response.Headers.Vary = "Accept";
        if ((query.Format ?? (MediaRanges.Prefers(http.Request, SvgPicture.ContentType, Json) ? TimelineQuery.Picture : null)) != TimelineQuery.Picture)
        {
            return TypedResults.Ok(TimelineAnswer.Of(key, detection, timeline));
        }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = PictureOnly;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = $"inline; filename=\"{detection.Info.Id}.svg\"";
        var picture = new TimelinePlot(timeline, detection.Settings, query.Colours).Draw(NameOf(key), detection.Calls);
        return TypedResults.Content(picture, SvgPicture.ContentType, Encoding.UTF8);
    }

    /// <summary>Of a key what a person would say: the human or the role, and the account.</summary>
    private static string NameOf(string key)
    {
        var actor = ActorOfKey.Read(key);
        var name = actor.SessionName ?? actor.UserName;
        return actor.AccountId.Length > 0 ? $"{name} ({actor.AccountId})" : name;
    }
}
