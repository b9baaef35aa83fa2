using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using TrailWatch.Identities;
using TrailWatch.Tables;

namespace TrailWatch.Http;

/// <summary>What the routes of both tables share: reading a body in either form, answering in either form, saying so.</summary>
internal static class TableEndpoint
{
    /// <summary>Reads the whole table out of a request.</summary>
    public static async Task<TableRead<T>> ReadAsync<T>(
        HttpRequest request,
        DirectoryOptions limits,
        Func<ReadOnlyMemory<byte>, TableFormat, TableRead<T>> read,
        CancellationToken cancellation)
    {
        using var body = await RequestBody.ReadAsync(request, limits.MaxBodyBytes, limits.MaxDecompressedBytes, cancellation)
            .ConfigureAwait(false);
        return read(body.Memory, TableFormats.OfRequest(request, body.Span));
    }

    public static ProblemHttpResult Refuse<T>(TableRead<T> table) =>
        Problems.Validation(table.Faults.ToErrors(), table.Faults.Summary());

    public static Ok<TableAnswer> Accept<T>(TableRead<T> table) =>
        TypedResults.Ok(new TableAnswer(table.Rows.Count, table.Notes.Count > 0 ? table.Notes : null));

    public static Results<JsonHttpResult<TBody>, FileContentHttpResult, StatusCodeHttpResult> Answer<TBody>(
        HttpRequest request, TBody body, JsonTypeInfo<TBody> json, string fileName, Action<IBufferWriter<byte>> writeCsv)
    {
        if (TableFormats.OfResponse(request) == TableFormat.Json)
        {
            return TypedResults.Json(body, json);
        }

        var csv = new ArrayBufferWriter<byte>(64 * 1024);
        writeCsv(csv);
        return TypedResults.Bytes(csv.WrittenMemory, TableFormats.CsvUtf8, fileName);
    }

    public static RouteHandlerBuilder DescribePut<TBody>(this RouteHandlerBuilder route, string example)
        where TBody : notnull => route
        .WithTags(ApiTags.Directory)
        .WithMetadata(
            new RequestExample(TableFormats.Json, example + ".json", typeof(TBody)),
            new RequestExample(TableFormats.Csv, example + ".csv"))
        .Produces<TableAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    public static RouteHandlerBuilder DescribeGet<TBody>(this RouteHandlerBuilder route)
        where TBody : notnull => route
        .WithTags(ApiTags.Directory)
        .Produces<TBody>(StatusCodes.Status200OK, TableFormats.Json, TableFormats.Csv)
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
