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
    public static async Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var example in metadata.OfType<RequestExample>())
        {
            var body = operation.RequestBody as OpenApiRequestBody ?? new OpenApiRequestBody { Required = true };
            body.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            body.Content[example.ContentType] = new OpenApiMediaType { Schema = await SchemaOfAsync(example, context, cancellation).ConfigureAwait(false), Example = Node(example) };
            operation.RequestBody = body;
        }

        foreach (var example in metadata.OfType<ResponseExample>())
        {
            var answer = new RequestExample("application/json", example.File);
            operation.Responses!["200"].Content!["application/json"].Example = Node(answer);
        }
    }

    private static async Task<IOpenApiSchema> SchemaOfAsync(
        RequestExample example, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (example.Body is not { } type)
        {
            return new OpenApiSchema { Type = example.IsJson ? JsonSchemaType.Object : JsonSchemaType.String };
        }

        // No answer has this type, so nobody else brings its schema.
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(type.Name) != true)
        {
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation).ConfigureAwait(false));
        }

        return new OpenApiSchemaReference(type.Name, document);
    }

    private static JsonNode Node(RequestExample example) =>
        example.IsJson ? JsonNode.Parse(example.Text())! : JsonValue.Create(example.Text());
}
