using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrailWatch.Findings;

/// <summary>How findings are written in the store and in answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(DecisionMoment))]
public sealed partial class FindingsJsonContext : JsonSerializerContext;
