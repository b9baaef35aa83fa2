using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary>How the two tables of the directory are spoken of.</summary>
/// <param name="One">An entry, as in operation ids.</param>
/// <param name="Many">The table, as in operation ids.</param>
/// <param name="Route">Of the table.</param>
/// <param name="Names">What a name may be.</param>
/// <param name="Csv">Where its CSV comes from.</param>
/// <param name="Example">A name of the request examples.</param>
/// <param name="Gone">The name that the example of a removal takes out.</param>
internal sealed record DirectoryWords(string One, string Many, string Route, string Names, string Csv, string Example, string Gone);

/// <summary>
/// The calls on one table of the directory. The table as a whole is read, swapped and patched; a single entry is found by any of its
/// names, in the path or, for callers that cannot put every name into a path, in the query.
/// </summary>
internal static class DirectoryRoutes
{
    public const string Identity = "identity";

    public static IEndpointRouteBuilder MapDirectory<T, TBody>(
        this IEndpointRouteBuilder routes, TableKind<T> kind, DirectoryWords words, TableCalls<T, TBody> table)
        where T : class
        where TBody : class
    {
        var entry = new EntryCalls<T>(kind, words);
        var file = kind.Name;
        routes.MapGet(words.Route, table.GetAsync)
            .WithName($"get{words.Many}")
            .WithSummary($"Read the {kind.Entry} table")
            .WithDescription(
                "The whole table, as JSON or (Accept: text/csv) as CSV that can be put back as it is; with identity only the entries of that "
                + "name. The ETag is the table's version: send it as If-Match with a change, or as If-None-Match to be told 304 while nothing has changed.")
            .WithMetadata(
                new ParameterNote(Identity, $"Only entries with this name, without regard to case: {words.Names}. A * is a star here.", words.Example),
                IfNoneMatch("\"0\""))
            .DescribeGet<TBody>();
        routes.MapPut(words.Route, table.PutAsync)
            .WithName($"put{words.Many}")
            .WithSummary($"Replace the {kind.Entry} table")
            .WithDescription(
                $"Swaps the whole table at once, from JSON or from CSV with {words.Csv}. A name is {words.Names}, and * in it stands for any text. With "
                + "any bad row nothing is changed, and every bad row is named. No evaluation ever sees a part of the new table.")
            .WithMetadata(IfMatchTable)
            .DescribePut<TBody>(file);
        routes.MapPatch(words.Route, table.PatchAsync)
            .WithName($"patch{words.Many}")
            .WithSummary($"Add or change some of the {kind.Entry} table")
            .WithDescription(
                $"Each item changes the {kind.Entry} that has one of its names, by JSON merge patch: fields that are given change, null clears, others "
                + "stay; names join those that stand there. An item whose names nobody has is added. All other entries stay. With any bad item nothing is "
                + $"changed, and every fault is named. This is how an approval is given or renewed in one call. The answer says how many were added and changed.")
            .WithMetadata(IfMatchTable, new RequestExample(TableFormats.Json, $"{file}-patch.json", typeof(TBody)))
            .DescribeChange()
            .Produces<TableAnswer>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        routes.MapDelete(words.Route, table.DeleteAsync)
            .WithName($"delete{words.One}ByName")
            .WithSummary($"Take one {kind.Entry} out, named in the query")
            .WithDescription($"Like DELETE {words.Route}/{{identity}}, for names that a path cannot hold. A whole table is emptied by PUT with no items.")
            .WithMetadata(new ParameterNote(Identity, "Any name of the entry, without regard to case.", words.Gone) { IsRequired = true }, IfMatchTable)
            .DescribeChange()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        var single = words.Route + "/{**identity:minlength(1)}";
        var name = new ParameterNote(Identity, $"Any name of the entry, without regard to case, URL-encoded: {words.Names}.", words.Example);
        routes.MapGet(single, entry.GetAsync)
            .WithName($"get{words.One}")
            .WithSummary($"Read one {kind.Entry}")
            .WithDescription("The entry with this name. The ETag is made of its content: send it as If-Match with a change.")
            .WithTags(ApiTags.Directory)
            .WithMetadata(name, IfNoneMatch("\"0\""))
            .Produces<T>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPatch(single, entry.PatchAsync)
            .WithName($"patch{words.One}")
            .WithSummary($"Change one {kind.Entry}")
            .WithDescription(
                "A JSON merge patch (RFC 7396): fields that are given change, null clears, others stay; identity replaces all names. The answer is the "
                + $"entry as it is now. An entry that is not there is 404 and not added: PATCH {words.Route} adds.")
            .WithMetadata(
                name, IfMatchEntry,
                new RequestExample(TableFormats.Json, $"{file}-entry-patch.json", typeof(T)),
                new RequestExample("application/merge-patch+json", $"{file}-entry-patch.json", typeof(T)))
            .DescribeChange()
            .Produces<T>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        routes.MapDelete(single, entry.DeleteAsync)
            .WithName($"delete{words.One}")
            .WithSummary($"Take one {kind.Entry} out")
            .WithDescription("The entry with this name is gone; the others keep their order.")
            .WithMetadata(name, IfMatchEntry)
            .DescribeChange()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        return routes;
    }

    private static ParameterNote IfMatchTable => new(
        "If-Match", "The table's ETag, for a change only of that version (else 412); absent for whichever stands there.", "*");

    private static ParameterNote IfMatchEntry => new(
        "If-Match", "The entry's ETag, for a change only of what it stood for (else 412); absent for whatever stands there.", "*");

    private static ParameterNote IfNoneMatch(string example) => new(
        "If-None-Match", "An ETag that was answered before; 304 while it still holds.", example);

    private static RouteHandlerBuilder DescribeChange(this RouteHandlerBuilder route) => route
        .WithTags(ApiTags.Directory)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
