using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary><c>/v1/identities</c>: the people and accounts that are known.</summary>
public static class IdentitiesApi
{
    private const string Route = "/v1/identities";

    public static IEndpointRouteBuilder MapIdentities(this IEndpointRouteBuilder routes)
    {
        routes.MapPut(Route, PutAsync)
            .WithName("putIdentities")
            .WithSummary("Replace the identity table")
            .WithDescription(
                "Swaps the whole table at once, from JSON or from CSV with the columns of Splunk ES's identity lookup. Several names of "
                + "one identity are separated by |, and * in a name stands for any text. With any bad row nothing is changed, and every "
                + "bad row is named.")
            .DescribePut<IdentitiesBody>("identities");
        routes.MapGet(Route, GetAsync)
            .WithName("getIdentities")
            .WithSummary("Read the identity table")
            .WithDescription("The whole table, as JSON or (Accept: text/csv) as CSV that can be put back as it is.")
            .DescribeGet<IdentitiesBody>();
        return routes;
    }

    private static async Task<Results<Ok<TableAnswer>, ProblemHttpResult>> PutAsync(
        HttpRequest request,
        IdentityStore store,
        DirectoryCache cache,
        IOptions<DirectoryOptions> limits,
        CancellationToken cancellation)
    {
        var table = await TableEndpoint.ReadAsync(
            request,
            limits.Value,
            (body, format) => format == TableFormat.Csv ? IdentityTable.ReadCsv(body) : IdentityTable.ReadJson(body.Span),
            cancellation);
        if (table.Faults.Any)
        {
            return TableEndpoint.Refuse(table);
        }

        await store.ReplaceIdentitiesAsync(table.Rows, cancellation);
        await cache.RefreshAsync(CancellationToken.None);
        return TableEndpoint.Accept(table);
    }

    private static async Task<Results<JsonHttpResult<IdentitiesBody>, FileContentHttpResult>> GetAsync(
        HttpRequest request, IdentityStore store, CancellationToken cancellation)
    {
        var body = new IdentitiesBody(await store.LoadIdentitiesAsync(cancellation));
        return TableEndpoint.Answer(
            request,
            body,
            IdentitiesJsonContext.Default.IdentitiesBody,
            "identities.csv",
            csv => IdentityTable.WriteCsv(body.Items, csv));
    }
}
