using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>
/// Puts the examples of a route's bodies into the description. Routes that read their body themselves name it only here: the
/// framework's own metadata would refuse every other content type, and Splunk SOAR sends none.
/// </summary>
internal static class RequestExamples
{
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestExample>())
        {
            var body = operation.RequestBody as OpenApiRequestBody ?? new OpenApiRequestBody { Required = true };
            body.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            if (!body.Content.TryGetValue(example.ContentType, out var media))
            {
                body.Content[example.ContentType] = media = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = IsJson(example) ? JsonSchemaType.Object : JsonSchemaType.String },
                };
            }

            media.Example = IsJson(example) ? JsonNode.Parse(example.Text()) : JsonValue.Create(example.Text());
            operation.RequestBody = body;
        }

        return Task.CompletedTask;
    }

    private static bool IsJson(RequestExample example) => example.ContentType.EndsWith("json", StringComparison.Ordinal);
}
