using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrailWatch.Tuning;

/// <summary>How tuning is written in the store, and how a change of it is read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DetectionTuning))]
[JsonSerializable(typeof(DetectionPatch))]
[JsonSerializable(typeof(Exclusion))]
[JsonSerializable(typeof(Exclusion[]))]
public sealed partial class TuningJsonContext : JsonSerializerContext;
