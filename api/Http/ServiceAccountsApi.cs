using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary><c>/v1/service-accounts</c>: the accounts of machines, and who approved them until when.</summary>
public static class ServiceAccountsApi
{
    private static readonly DirectoryWords Words = new(
        "ServiceAccount", "ServiceAccounts", "/v1/service-accounts", "a user name, a role name or an ARN",
        "at least the column identity, such as Splunk's aws_service_accounts lookup", "ci-bot", "backup-agent");

    public static IEndpointRouteBuilder MapServiceAccounts(this IEndpointRouteBuilder routes) => routes.MapDirectory(
        ServiceAccountTable.Kind,
        Words,
        new TableCalls<ServiceAccount, ServiceAccountsBody>(
            ServiceAccountTable.Kind, Words, IdentitiesJsonContext.Default.ServiceAccountsBody, items => new(items), ServiceAccountTable.ReadCsv, ServiceAccountTable.WriteCsv));
}
