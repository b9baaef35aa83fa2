using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TrailWatch.Backtests;
using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary><c>/v1/backtests</c>: what other settings would have found.</summary>
public static class BacktestsApi
{
    private const int SoonSeconds = 2;
    private const int LongestWaitSeconds = 60;

    public static IEndpointRouteBuilder MapBacktests(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/backtests", PostAsync)
            .WithName("startBacktest")
            .WithSummary("Try settings on a stream")
            .WithDescription(
                "Replays records, or a folder of logs that the service may read, in order of time, with the present settings and with every "
                + "combination of the grid, and counts what each finds: a day, by detection, and whom. Each setting has a copy of what is remembered (or "
                + "nothing, with state empty); nothing that is live changes. It runs in the background: Location says where its report is. One runs at a time.")
            .WithTags(ApiTags.Detections)
            .WithMetadata(new RequestExample("application/json", "backtest.json", typeof(BacktestBody)))
            .Produces<BacktestReport>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/v1/backtests", ListAsync)
            .WithName("listBacktests")
            .WithSummary("List the backtests")
            .WithDescription($"Newest first, at most {BacktestStore.MostListed}, without their results. A report is kept for Backtests:KeepDays.")
            .WithTags(ApiTags.Detections)
            .Produces<BacktestList>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/v1/backtests/{id}", GetAsync)
            .WithName("getBacktest")
            .WithSummary("Read how a backtest stands, or its results")
            .WithDescription(
                "How far it is and how fast; once it is done, what every setting found, and how that differs from the present settings. While it "
                + "runs, Retry-After says when to look again. lost: the replica that ran it is gone.")
            .WithTags(ApiTags.Detections)
            .WithMetadata(IdNote)
            .Produces<BacktestReport>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapDelete("/v1/backtests/{id}", DeleteAsync)
            .WithName("deleteBacktest")
            .WithSummary("Cancel a backtest, or delete its report")
            .WithDescription(
                "202 where it is at work: it stops within seconds, on whichever replica it runs, and its report then says cancelled. 204 where it has "
                + "ended: the report is deleted, and its id may be used again.")
            .WithTags(ApiTags.Detections)
            .WithMetadata(IdNote)
            .Produces<BacktestReport>(StatusCodes.Status202Accepted)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static ParameterNote IdNote => new("id", "As it was sent, or as the answer named it.", "scan-threshold");

    private static async Task<Results<Accepted<BacktestReport>, ProblemHttpResult, StoreAwayResult>> PostAsync(
        HttpRequest request,
        BacktestWorker worker,
        BacktestIntake intake,
        DirectoryCache directory,
        CancellationToken cancellation)
    {
        using var turn = worker.TryEnter();
        if (turn is null)
        {
            return Busy(request.HttpContext.Response, null);
        }

        if (!directory.Loaded)
        {
            return Problems.StoreAway();
        }

        var (plan, problem) = await intake.ReadAsync(request, cancellation);
        if (plan is null)
        {
            return problem!;
        }

        var (taken, obstacle) = await worker.StartAsync(plan, turn);
        return taken is not null ? Accept(request.HttpContext.Response, taken)
            : obstacle == "exists" ? Problems.Conflict($"There is a backtest {plan.Id} already: take another id, or delete it by DELETE /v1/backtests/{plan.Id}.", "backtest-exists")
            : Busy(request.HttpContext.Response, obstacle);
    }

    private static async Task<Ok<BacktestList>> ListAsync(BacktestStore reports) => TypedResults.Ok(new BacktestList(await reports.ListAsync()));

    private static async Task<Results<Ok<BacktestReport>, ProblemHttpResult>> GetAsync(string id, HttpResponse response, BacktestStore reports)
    {
        if (await reports.FindAsync(id) is not { } report)
        {
            return Unknown();
        }

        SayWhen(response, report);
        return TypedResults.Ok(report);
    }

    private static async Task<Results<Accepted<BacktestReport>, NoContent, ProblemHttpResult>> DeleteAsync(
        string id, HttpResponse response, BacktestStore reports, BacktestWorker worker)
    {
        if (await reports.FindAsync(id) is not { } report)
        {
            return Unknown();
        }

        if (report.IsAtWork)
        {
            await worker.CancelAsync(id);
            return Accept(response, report);
        }

        await reports.DeleteAsync(id);
        await reports.ReapAsync();
        return TypedResults.NoContent();
    }

    private static Accepted<BacktestReport> Accept(HttpResponse response, BacktestReport report)
    {
        SayWhen(response, report);
        return TypedResults.Accepted($"/v1/backtests/{report.Id}", report);
    }

    private static void SayWhen(HttpResponse response, BacktestReport report)
    {
        if (report.IsAtWork)
        {
            response.Headers.RetryAfter = Math.Clamp(report.Progress.RemainingSeconds ?? SoonSeconds, 1, LongestWaitSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static ProblemHttpResult Busy(HttpResponse response, string? id)
    {
        response.Headers.RetryAfter = Problems.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests,
            $"{(id is null ? "A backtest" : $"The backtest {id}")} is at work, and no more run at once (Backtests:Concurrent): GET /v1/backtests shows how far it is, DELETE /v1/backtests/{id ?? "{id}"} cancels it.",
            "busy");
    }

    private static ProblemHttpResult Unknown() => Problems.NotFound(
        "There is no backtest of this id; GET /v1/backtests lists those that there are. A report is kept for some days only (Backtests:KeepDays).", "no-such-backtest");
}
