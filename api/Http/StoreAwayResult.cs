using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace TrailWatch.Http;

/// <summary>
/// 503 with <c>Retry-After</c>: the store is away, nothing was half-applied, and the same request may simply be sent again.
/// </summary>
public sealed class StoreAwayResult : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    public int? StatusCode => StatusCodes.Status503ServiceUnavailable;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status503ServiceUnavailable, typeof(ProblemDetails), ["application/problem+json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = Problems.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(
            StatusCodes.Status503ServiceUnavailable,
            "The store cannot be reached; nothing was changed, and the same request may be sent again.",
            "store-away").ExecuteAsync(httpContext);
    }
}
