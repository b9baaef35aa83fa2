using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TrailWatch.Http;

/// <summary>As long as no API key is configured, the service answers callers on its own machine only.</summary>
internal sealed class LoopbackOnly(RequestDelegate next)
{
    public const string Warning = "No API key is configured (Security:ApiKeys), so only callers on this machine are answered.";

    public Task InvokeAsync(HttpContext context) =>
        IsLocal(context.Connection.RemoteIpAddress) || context.GetEndpoint()?.Metadata.GetMetadata<OpenToAnyone>() is not null
            ? next(context)
            : Refusal().ExecuteAsync(context);

    /// <summary>A caller without an address came over a Unix socket or from within the process.</summary>
    private static bool IsLocal(IPAddress? remote) =>
        remote is null || IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote);

    private static ProblemHttpResult Refusal() => Problems.Of(
        StatusCodes.Status403Forbidden, Warning, "loopback-only");
}
