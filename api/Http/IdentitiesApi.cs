using TrailWatch.Identities;

namespace TrailWatch.Http;

/// <summary><c>/v1/identities</c>: the people and accounts that are known.</summary>
public static class IdentitiesApi
{
    private static readonly DirectoryWords Words = new(
        "Identity", "Identities", "/v1/identities", "a user name, an e-mail address or an ARN",
        "the columns of Splunk ES's identity lookup (several names of one identity are separated by |)", "alice", "carol");

    public static IEndpointRouteBuilder MapIdentities(this IEndpointRouteBuilder routes) => routes.MapDirectory(
        IdentityTable.Kind,
        Words,
        new TableCalls<Identity, IdentitiesBody>(
            IdentityTable.Kind, Words, IdentitiesJsonContext.Default.IdentitiesBody, items => new(items), IdentityTable.ReadCsv, IdentityTable.WriteCsv));
}
