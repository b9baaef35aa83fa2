using System.Text.Json.Serialization;

namespace TrailWatch.Http;

/// <summary>The bodies that are answered, serialised without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(PingAnswer))]
internal sealed partial class HttpJson : JsonSerializerContext;
