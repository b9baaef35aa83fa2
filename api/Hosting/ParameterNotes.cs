using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>Describes the parameters that the routes take as text. The page fills in the example of a parameter that must be there, and no other's.</summary>
internal static class ParameterNotes
{
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var note in context.Description.ActionDescriptor.EndpointMetadata.OfType<ParameterNote>())
        {
            var parameter = (OpenApiParameter)operation.Parameters!.Single(p => p.Name == note.Name);
            parameter.Description = note.Description;
            parameter.Required |= note.IsRequired;
            parameter.Schema = SchemaOf(note, parameter.Required);
            parameter.Example = parameter.Required ? Value(note, note.Example) : null;
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema SchemaOf(ParameterNote note, bool required) => new()
    {
        Type = note.Whole is null ? JsonSchemaType.String : JsonSchemaType.Integer,
        Format = note.Whole is not null ? "int32" : note.IsTime ? "date-time" : null,
        Minimum = note.Whole?.Least.ToString(CultureInfo.InvariantCulture),
        Maximum = note.Whole?.Greatest.ToString(CultureInfo.InvariantCulture),
        Enum = note.OneOf?.Select(o => (JsonNode)JsonValue.Create(o)).ToList(),
        Default = note.Default is { } value ? Value(note, value) : null,
        Examples = required ? null : [Value(note, note.Example)],
    };

    private static JsonValue Value(ParameterNote note, string text) =>
        note.Whole is null ? JsonValue.Create(text) : JsonValue.Create(int.Parse(text, CultureInfo.InvariantCulture));
}
