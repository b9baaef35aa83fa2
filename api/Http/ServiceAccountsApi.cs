using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary><c>/v1/service-accounts</c>: the accounts of machines, and who approved them until when.</summary>
public static class ServiceAccountsApi
{
    private const string Route = "/v1/service-accounts";

    public static IEndpointRouteBuilder MapServiceAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPut(Route, PutAsync)
            .WithName("putServiceAccounts")
            .WithSummary("Replace the service account table")
            .WithDescription(
                "Swaps the whole table at once, from JSON or from CSV with at least the column identity, such as Splunk's "
                + "aws_service_accounts lookup. An identity is a user name, a role name or an ARN, and * in it stands for any text. With "
                + "any bad row nothing is changed, and every bad row is named.")
            .DescribePut<ServiceAccountsBody>("service-accounts");
        routes.MapGet(Route, GetAsync)
            .WithName("getServiceAccounts")
            .WithSummary("Read the service account table")
            .WithDescription("The whole table, as JSON or (Accept: text/csv) as CSV that can be put back as it is.")
            .DescribeGet<ServiceAccountsBody>();
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
            (body, format) => format == TableFormat.Csv ? ServiceAccountTable.ReadCsv(body) : ServiceAccountTable.ReadJson(body.Span),
            cancellation);
        if (table.Faults.Any)
        {
            return TableEndpoint.Refuse(table);
        }

        await store.ReplaceServiceAccountsAsync(table.Rows, cancellation);
        await cache.RefreshAsync(CancellationToken.None);
        return TableEndpoint.Accept(table);
    }

    private static async Task<Results<JsonHttpResult<ServiceAccountsBody>, FileContentHttpResult>> GetAsync(
        HttpRequest request, IdentityStore store, CancellationToken cancellation)
    {
        var body = new ServiceAccountsBody(await store.LoadServiceAccountsAsync(cancellation));
        return TableEndpoint.Answer(
            request,
            body,
            IdentitiesJsonContext.Default.ServiceAccountsBody,
            "service-accounts.csv",
            csv => ServiceAccountTable.WriteCsv(body.Items, csv));
    }
}
