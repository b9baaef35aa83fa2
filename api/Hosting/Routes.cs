using TrailWatch.Collector;
using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>The way of a request, outermost step first.</summary>
internal static class Routes
{
    public static void MapTrailWatch(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // A request that cannot be read is the caller's fault and says so with its own status.
            StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.UseMiddleware<LoopbackOnly>();

        app.MapEvents();
        app.MapFindings();
        app.MapDispositions();
        app.MapQuestions();
        app.MapActors();
        app.MapDeliveries();
        app.MapSplunkEndpoints();
        app.MapDetections();
        app.MapBacktests();
        app.MapIdentities();
        app.MapServiceAccounts();
        app.MapProposals();
        app.MapActorTimeline();
        app.MapBaselines();
        app.MapBlindSpots();
        app.MapCollector();
        app.MapHealth();
        app.MapPing();
        app.MapApiDescription();
    }
}
