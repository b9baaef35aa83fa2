using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TrailWatch.Splunk.Parcels;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ProjectedJson : JsonSerializerContext;
