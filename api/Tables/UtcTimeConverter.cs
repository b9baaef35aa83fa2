using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrailWatch.Tables;

/// <summary>Writes a time in UTC with a <c>Z</c>, as every other answer does.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(TimeText.Write(value));
}
