using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TrailWatch.Splunk.Parcels;

/// <summary>How an event is written: as people will read it in Splunk, who should see a quote where one is.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ProjectedJson : JsonSerializerContext
{
    public static ProjectedJson Readable { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
