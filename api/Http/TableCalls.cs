using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TrailWatch.Identities;
using TrailWatch.Tables;

namespace TrailWatch.Http;

/// <summary>The calls on a table as a whole.</summary>
/// <param name="kind">Which table.</param>
/// <param name="words">Its names.</param>
/// <param name="json">Of the body.</param>
/// <param name="wrap">Makes the body.</param>
/// <param name="readCsv">Reads a table from CSV.</param>
/// <param name="writeCsv">Writes it.</param>
internal sealed class TableCalls<T, TBody>(
    TableKind<T> kind,
    DirectoryWords words,
    JsonTypeInfo<TBody> json,
    Func<IReadOnlyList<T>, TBody> wrap,
    Func<ReadOnlyMemory<byte>, TableRead<T>> readCsv,
    Action<IEnumerable<T>, IBufferWriter<byte>> writeCsv)
    where T : class
    where TBody : class
{
    public async Task<Results<JsonHttpResult<TBody>, FileContentHttpResult, StatusCodeHttpResult>> GetAsync(
        HttpRequest request,
        [FromQuery(Name = DirectoryRoutes.Identity)] string? identity,
        [FromHeader(Name = "If-None-Match")] string? ifNoneMatch,
        DirectoryCache cache,
        CancellationToken cancellation)
    {
        var known = new Precondition("If-None-Match", ifNoneMatch);
        var table = kind.Of(await cache.LatestAsync(cancellation));
        var tag = DirectoryTags.Of(table.Version, TableFormats.OfResponse(request));
        request.HttpContext.Response.Headers.ETag = tag;
        request.HttpContext.Response.Headers.Vary = "Accept";
        if (known.Has(tag))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var entries = string.IsNullOrWhiteSpace(identity) ? table.Entries : [.. table.Find(identity).Select(i => table.Rows[i]!)];
        return TableEndpoint.Answer(request, wrap(entries), json, $"{kind.Name}.csv", csv => writeCsv(entries, csv));
    }

    public async Task<Results<Ok<TableAnswer>, ProblemHttpResult>> PutAsync(
        HttpRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        IdentityStore store,
        DirectoryCache cache,
        IOptions<DirectoryOptions> limits,
        CancellationToken cancellation)
    {
        var condition = new Precondition("If-Match", ifMatch);
        var table = await TableEndpoint.ReadAsync(
            request, limits.Value, (body, format) => format == TableFormat.Csv ? readCsv(body) : JsonTable.Read(body.Span, kind.Columns, kind.Read), cancellation);
        if (table.Faults.Any)
        {
            return TableEndpoint.Refuse(table);
        }

        long? expected = null;
        if (condition.IsGiven && !condition.IsAny)
        {
            expected = kind.Of(await cache.LatestAsync(cancellation)).Version;
            if (!condition.Allows(expected.Value))
            {
                return ChangedSince(expected.Value);
            }
        }

        var version = await kind.Store(store).ReplaceAsync(table.Rows, expected, cancellation);
        await cache.RefreshAsync(CancellationToken.None);
        if (version is null)
        {
            return ChangedSince(kind.Of(await cache.LatestAsync(cancellation)).Version);
        }

        request.HttpContext.Response.Headers.ETag = DirectoryTags.Of(version.Value);
        return TableEndpoint.Accept(table);
    }

    public async Task<Results<Ok<TableAnswer>, ProblemHttpResult>> PatchAsync(
        HttpRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        DirectoryEditor editor,
        IOptions<DirectoryOptions> limits,
        CancellationToken cancellation)
    {
        var condition = new Precondition("If-Match", ifMatch);
        var items = await TableEndpoint.ReadAsync(request, limits.Value, ReadItems, cancellation);
        if (items.Faults.Any)
        {
            return TableEndpoint.Refuse(items);
        }

        var done = await editor.EditAsync<T, ProblemHttpResult>(kind, draft => Patch(draft, items.Rows, condition), cancellation);
        if (done.Refusal is not null)
        {
            return done.Refusal;
        }

        request.HttpContext.Response.Headers.ETag = DirectoryTags.Of(done.Version);
        return TypedResults.Ok(new TableAnswer(done.Draft.Was.Entries.Count + done.Draft.Added, items.Notes.Count > 0 ? items.Notes : null)
        {
            Added = done.Draft.Added,
            Changed = done.Draft.Changes.Count - done.Draft.Added,
        });
    }

    public async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        [FromQuery(Name = DirectoryRoutes.Identity)] string? identity,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        DirectoryEditor editor,
        CancellationToken cancellation)
    {
        var condition = new Precondition("If-Match", ifMatch);
        if (string.IsNullOrWhiteSpace(identity))
        {
            return Problems.BadRequest(
                $"identity must say which entry to take out: DELETE {words.Route}?identity=NAME. To empty the table, PUT {{\"items\":[]}}.", "no-identity");
        }

        var done = await editor.EditAsync<T, ProblemHttpResult>(
            kind,
            draft =>
            {
                if (!condition.Allows(draft.Was.Version))
                {
                    return ChangedSince(draft.Was.Version);
                }

                if (EntryCalls<T>.Locate(draft.Find(identity), words, out var at) is { } problem)
                {
                    return problem;
                }

                draft.Remove(at);
                return null;
            },
            cancellation);
        return done.Refusal is null ? TypedResults.NoContent() : done.Refusal;
    }

    private TableRead<ItemPatch> ReadItems(ReadOnlyMemory<byte> body, TableFormat format) => format == TableFormat.Json
        ? EntryPatch.ReadItems(body.Span, kind)
        : throw new RequestBodyException(
            StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "PATCH takes JSON, {\"items\":[...]}; CSV replaces a whole table by PUT.");

    private ProblemHttpResult? Patch(TableDraft<T> draft, IReadOnlyList<ItemPatch> items, Precondition condition)
    {
        if (!condition.Allows(draft.Was.Version))
        {
            return ChangedSince(draft.Was.Version);
        }

        var faults = new RowFaults();
        for (var i = 0; i < items.Count; i++)
        {
            var (path, places) = ($"items[{i}].", draft.Find(items[i].Names));
            if (places.Count > 1)
            {
                faults.Add(path + DirectoryRoutes.Identity, $"{path}{DirectoryRoutes.Identity} names {places.Count} entries; name one only, or PUT the table.");
                continue;
            }

            var known = faults.Count;
            var entry = EntryPatch.Apply(places.Count == 1 ? draft[places[0]] : null, items[i].Patch, kind, path, faults, addNames: true);
            if (faults.Count > known)
            {
                continue;
            }

            if (places.Count == 1)
            {
                draft.Set(places[0], entry);
            }
            else
            {
                draft.Add(entry);
            }
        }

        return faults.Any ? Problems.Validation(faults.ToErrors(), faults.Summary()) : null;
    }

    private static ProblemHttpResult ChangedSince(long version) => Problems.Of(
        StatusCodes.Status412PreconditionFailed,
        $"The table is at ETag {DirectoryTags.Of(version)}, not at the one that If-Match names: somebody has changed it since. Read it again, and send the change with its new ETag.",
        "changed-since");
}
