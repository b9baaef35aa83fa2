using Microsoft.Extensions.Options;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector;

/// <summary>
/// Before routing: mends doubled slashes, which senders make that join an address and a path, and keeps the collector's own port
/// to the collector.
/// </summary>
internal sealed class CollectorPaths(RequestDelegate next, IOptions<CollectorOptions> options)
{
    private const string Services = "/services";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.Value?.Contains("//", StringComparison.Ordinal) == true)
        {
            PathString mended = "/" + string.Join('/', path.Value.Split('/', StringSplitOptions.RemoveEmptyEntries));
            path = context.Request.Path = mended.StartsWithSegments(Services, StringComparison.OrdinalIgnoreCase) ? mended : path;
        }

        return options.Value.Port == context.Connection.LocalPort && !path.StartsWithSegments(Services, StringComparison.OrdinalIgnoreCase)
            ? new ReplyResult(ReplyCode.NotFound).ExecuteAsync(context)
            : next(context);
    }
}
