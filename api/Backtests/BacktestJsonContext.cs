using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrailWatch.Backtests;

/// <summary>How reports are written in the store.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(BacktestReport))]
internal sealed partial class BacktestJsonContext : JsonSerializerContext;
