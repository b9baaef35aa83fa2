using System.Text.Json.Serialization;
using TrailWatch.Tables;

namespace TrailWatch.Identities;

/// <summary>The body of <c>/v1/identities</c>.</summary>
public sealed record IdentitiesBody(IReadOnlyList<Identity> Items);

/// <summary>The body of <c>/v1/service-accounts</c>.</summary>
public sealed record ServiceAccountsBody(IReadOnlyList<ServiceAccount> Items);

/// <summary>What a changed table answers.</summary>
/// <param name="Items">How many entries the table now has.</param>
/// <param name="Notes">What was ignored, absent where nothing was.</param>
public sealed record TableAnswer(
    int Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Notes = null)
{
    /// <summary>Of a PATCH: how many of its items were new.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Added { get; init; }

    /// <summary>Of a PATCH: how many entries it made different.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Changed { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(IdentitiesBody))]
[JsonSerializable(typeof(ServiceAccountsBody))]
[JsonSerializable(typeof(Identity))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(TableAnswer))]
public sealed partial class IdentitiesJsonContext : JsonSerializerContext;
