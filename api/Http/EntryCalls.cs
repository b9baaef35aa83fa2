using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TrailWatch.Identities;
using TrailWatch.Tables;

namespace TrailWatch.Http;

/// <summary>The calls on one entry of a table, which the path names by any of its names.</summary>
internal sealed class EntryCalls<T>(TableKind<T> kind, DirectoryWords words)
    where T : class
{
    public async Task<Results<JsonHttpResult<T>, StatusCodeHttpResult, ProblemHttpResult>> GetAsync(
        string identity,
        HttpRequest request,
        [FromHeader(Name = "If-None-Match")] string? ifNoneMatch,
        DirectoryCache cache,
        CancellationToken cancellation)
    {
        var known = new Precondition("If-None-Match", ifNoneMatch);
        var table = kind.Of(await cache.LatestAsync(cancellation));
        if (Locate(table.Find(NameIn(request, identity)), words, out var at) is { } problem)
        {
            return problem;
        }

        var entry = table.Rows[at]!;
        var tag = DirectoryTags.Of(entry, kind);
        request.HttpContext.Response.Headers.ETag = tag;
        return known.Has(tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Json(entry, kind.Json);
    }

    public async Task<Results<JsonHttpResult<T>, ProblemHttpResult>> PatchAsync(
        string identity,
        HttpRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        DirectoryEditor editor,
        IOptions<DirectoryOptions> limits,
        CancellationToken cancellation)
    {
        var condition = new Precondition("If-Match", ifMatch);
        var patch = await ReadPatchAsync(request, limits.Value, cancellation);
        var (name, at) = (NameIn(request, identity), 0);
        var done = await editor.EditAsync<T, ProblemHttpResult>(
            kind,
            draft => Locate(draft.Find(name), words, out at) ?? Refuse(draft[at]!, condition) ?? Patch(draft, at, patch),
            cancellation);
        if (done.Refusal is not null)
        {
            return done.Refusal;
        }

        var entry = done.Draft[at]!;
        request.HttpContext.Response.Headers.ETag = DirectoryTags.Of(entry, kind);
        return TypedResults.Json(entry, kind.Json);
    }

    public async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string identity,
        HttpRequest request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        DirectoryEditor editor,
        CancellationToken cancellation)
    {
        var condition = new Precondition("If-Match", ifMatch);
        var name = NameIn(request, identity);
        var done = await editor.EditAsync<T, ProblemHttpResult>(
            kind,
            draft =>
            {
                if ((Locate(draft.Find(name), words, out var at) ?? Refuse(draft[at]!, condition)) is { } problem)
                {
                    return problem;
                }

                draft.Remove(at);
                return null;
            },
            cancellation);
        return done.Refusal is null ? TypedResults.NoContent() : done.Refusal;
    }

    /// <summary>The one entry of those that have the name, or why there is none.</summary>
    internal static ProblemHttpResult? Locate(IReadOnlyList<int> places, DirectoryWords words, out int at)
    {
        at = places.Count > 0 ? places[0] : -1;
        return places.Count switch
        {
            1 => null,
            0 => Problems.NotFound(
                $"No entry has exactly this name (an entry with a * is found by its own text). PATCH {words.Route} with it among the items adds it.", "no-such-entry"),
            _ => Problems.Conflict(
                $"{places.Count} entries have this name: use a name that only one of them has, or PUT the table without the repetition.", "ambiguous-name"),
        };
    }

    private ProblemHttpResult? Refuse(T entry, Precondition condition) => condition.Allows(DirectoryTags.Of(entry, kind)) ? null : Problems.Of(
        StatusCodes.Status412PreconditionFailed,
        $"The entry is at ETag {DirectoryTags.Of(entry, kind)}, not at the one that If-Match names: somebody has changed it since. Read it again, and send the change with its new ETag.",
        "changed-since");

    private ProblemHttpResult? Patch(TableDraft<T> draft, int at, JsonElement patch)
    {
        var faults = new RowFaults();
        EntryPatch.RefuseStrangers(patch, kind, faults);
        var entry = EntryPatch.Apply(draft[at], patch, kind, "", faults);
        if (faults.Any)
        {
            return Problems.Validation(faults.ToErrors(), faults.Summary());
        }

        draft.Set(at, entry);
        return null;
    }

    private static async Task<JsonElement> ReadPatchAsync(HttpRequest request, DirectoryOptions limits, CancellationToken cancellation)
    {
        using var body = await RequestBody.ReadAsync(request, limits.MaxBodyBytes, limits.MaxDecompressedBytes, cancellation).ConfigureAwait(false);
        if (body.Length > 0 && TableFormats.OfRequest(request, body.Span) != TableFormat.Json)
        {
            throw new RequestBodyException(
                StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "PATCH takes a JSON merge patch: {\"expires\":\"2030-01-01T00:00:00Z\"}.");
        }

        return EntryPatch.TryRead(body.Span, out var patch)
            ? patch
            : throw new RequestBodyException(StatusCodes.Status400BadRequest, "bad-json", "The body must be a JSON object of the fields to change.");
    }

    /// <summary>
    /// The name as it was sent: routing leaves %2F as it is, since a slash would be another segment, and then it can no longer be
    /// told from a name that holds those three characters.
    /// </summary>
    private string NameIn(HttpRequest request, string identity)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var at = path.IndexOf(words.Route + "/", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? identity.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : Uri.UnescapeDataString(path[(at + words.Route.Length + 1)..]);
    }
}
