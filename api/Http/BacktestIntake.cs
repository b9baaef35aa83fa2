using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Backtests;
using TrailWatch.CloudTrail;

namespace TrailWatch.Http;

/// <summary>From a request to a plan.</summary>
internal sealed class BacktestIntake(IValidator<BacktestRequest> rules, LogFolders folders, IOptions<HttpLimits> limits, TimeProvider clock)
{
    /// <summary>The plan, or what is wrong with the request.</summary>
    public async Task<(BacktestPlan? Plan, ProblemHttpResult? Problem)> ReadAsync(HttpRequest http, CancellationToken cancellation)
    {
        using var body = await RequestBody.ReadAsync(http, limits.Value.MaxRequestBytes, limits.Value.MaxDecompressedBytes, cancellation).ConfigureAwait(false);
        var request = BacktestRequest.Read(body.Span);
        if (rules.Validate(request) is { IsValid: false } faults)
        {
            return (null, Problems.Validation(faults));
        }

        var reader = limits.Value.Reader(clock.GetUtcNow());
        IRecordSource records;
        if (request.Folder.ValueKind == JsonValueKind.String)
        {
            records = new FolderRecords(folders, request.Folder.GetString()!, reader, limits.Value.MaxDecompressedBytes);
        }
        else if (Records(request, body.Span, reader, out var problem) is { } batch)
        {
            records = new BodyRecords(batch);
        }
        else
        {
            return (null, problem);
        }

        var id = request.Id.ValueKind == JsonValueKind.String ? request.Id.GetString()! : Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        return (new(id, request.OnCopy, SettingGrid.Expand(request.Axes()), records), null);
    }

    private static RecordBatch? Records(BacktestRequest request, ReadOnlySpan<byte> body, ReaderLimits reader, out ProblemHttpResult? problem)
    {
        var slice = request.Records.IsEmpty ? request.Following : request.Records;
        if (!CloudTrailReader.TryRead(slice.Of(body), reader, out var batch, out var error))
        {
            problem = error.Failure == ReadFailure.TooManyRecords
                ? Problems.TooLarge(error.Detail, "too-many-records")
                : Fault("records must be CloudTrail as /v1/events takes it.");
            return null;
        }

        problem = batch.Events.Count > 0 ? null : Fault(batch.Rejected is [var first, ..]
            ? $"records holds no event that can be replayed; the first was rejected with {first.Code}: {first.Detail}"
            : "records holds no event that can be replayed.");
        return problem is null ? batch : null;
    }

    private static ProblemHttpResult Fault(string sentence) =>
        Problems.Validation(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["records"] = [sentence] }, sentence);
}
