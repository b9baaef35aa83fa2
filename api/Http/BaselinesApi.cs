using System.Buffers;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Evaluation;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Tables;

namespace TrailWatch.Http;

/// <summary><c>/v1/baselines/{table}</c>: Splunk's four lookup tables, in and out.</summary>
public static class BaselinesApi
{
    private const string Route = "/v1/baselines/{table}";
    private const string Csv = "text/csv";
    private const string ApiCalls = "api_call_by_user_baseline";
    private const string SecurityGroups = "security_group_activity_baseline";
    private const string SeenCalls = "previously_seen_api_calls_from_user_roles";
    private const string ServiceAccounts = "aws_service_accounts";
    private static readonly string[] Tables = [ApiCalls, SecurityGroups, SeenCalls, ServiceAccounts];

    private static readonly ParameterNote Table =
        new("table", "Which of Splunk's lookups; the columns of each are those of the search that wrote it.", ApiCalls) { OneOf = Tables };

    public static IEndpointRouteBuilder MapBaselines(this IEndpointRouteBuilder routes)
    {
        routes.MapPut(Route, PutAsync)
            .WithName("putBaseline")
            .WithSummary("Seed the memory from a Splunk lookup")
            .WithDescription(
                "Takes the CSV that outputlookup wrote, columns in any order, times in epoch seconds. A row replaces what is known of its actor; aws_service_accounts "
                + "replaces the list of service accounts and keeps owner, reason, ticket and expiry of those that stay. With any bad row nothing is changed.")
            .WithTags(ApiTags.Actors)
            .WithMetadata(Table, new RequestExample(Csv, "api_call_by_user_baseline.csv"))
            .Produces<BaselineAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet(Route, GetAsync)
            .WithName("getBaseline")
            .WithSummary("Read the memory as a Splunk lookup")
            .WithDescription("The same table as CSV, for inputlookup on the Splunk side.")
            .WithTags(ApiTags.Actors)
            .WithMetadata(Table)
            .Produces<string>(StatusCodes.Status200OK, Csv)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<BaselineAnswer>, ProblemHttpResult>> PutAsync(
        string table,
        HttpRequest request,
        BaselineStore baselines,
        IdentityStore identities,
        DirectoryCache directory,
        IOptions<ActorOptions> actors,
        IOptions<DirectoryOptions> limits,
        CancellationToken cancellation)
    {
        if (!Tables.Contains(table))
        {
            return NoSuchTable();
        }

        using var body = await RequestBody.ReadAsync(request, limits.Value.MaxBodyBytes, limits.Value.MaxDecompressedBytes, cancellation);
        return table switch
        {
            SeenCalls => await PutRowsAsync(SeenCallTable.Read(body.Memory), baselines.SeedCallsAsync),
            ServiceAccounts => await PutRowsAsync(ServiceAccountTable.ReadCsv(body.Memory), rows => ReplaceAccountsAsync(rows, identities, directory, cancellation)),
            _ => await PutRowsAsync(SpikeBaselineTable.Read(body.Memory), rows => baselines.SeedSpikesAsync(LabelOf(table), rows, actors.Value.Granularity)),
        };
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(
        string table, BaselineStore baselines, DirectoryCache directory, CancellationToken cancellation)
    {
        var csv = new ArrayBufferWriter<byte>(64 * 1024);
        switch (table)
        {
            case ApiCalls or SecurityGroups:
                SpikeBaselineTable.Write(await baselines.ReadSpikesAsync(LabelOf(table)), csv);
                break;
            case SeenCalls:
                SeenCallTable.Write(await baselines.ReadCallsAsync(), csv);
                break;
            case ServiceAccounts:
                ServiceAccountTable.WriteLookup((await directory.LatestAsync(cancellation)).ServiceAccounts.Entries, csv);
                break;
            default:
                return NoSuchTable();
        }

        return TypedResults.Bytes(csv.WrittenMemory, TableFormats.CsvUtf8, $"{table}.csv");
    }

    private static async Task<Results<Ok<BaselineAnswer>, ProblemHttpResult>> PutRowsAsync<T>(TableRead<T> read, Func<IReadOnlyList<T>, Task> put)
    {
        if (read.Faults.Any)
        {
            return TableEndpoint.Refuse(read);
        }

        await put(read.Rows);
        return TypedResults.Ok(new BaselineAnswer(read.Rows.Count, read.Notes.Count > 0 ? read.Notes : null));
    }

    private static async Task ReplaceAccountsAsync(
        IReadOnlyList<ServiceAccount> rows, IdentityStore identities, DirectoryCache directory, CancellationToken cancellation)
    {
        while (true)
        {
            var was = (await directory.LatestAsync(cancellation)).ServiceAccounts;
            var known = was.Entries.ToLookup(a => a.Name, StringComparer.OrdinalIgnoreCase);
            var version = await identities.ServiceAccounts.ReplaceAsync([.. rows.Select(r => known[r.Name].FirstOrDefault() ?? r)], was.Version, cancellation);
            await directory.RefreshAsync(CancellationToken.None);
            if (version is not null)
            {
                return;
            }
        }
    }

    private static string LabelOf(string table) =>
        table == ApiCalls ? WindowLabel.ApiCalls : WindowLabel.SecurityGroupCalls;

    private static ProblemHttpResult NoSuchTable() => Problems.NotFound($"There is no such baseline: use one of {string.Join(", ", Tables)}.", "no-such-baseline");
}

/// <summary>What a lookup brought.</summary>
/// <param name="Rows">Rows taken.</param>
/// <param name="Notes">What was understood and left aside; absent where nothing was.</param>
public sealed record BaselineAnswer(
    int Rows, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Notes = null);
