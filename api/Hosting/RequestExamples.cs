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
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var example in metadata.OfType<RequestExample>())
        {
            var body = operation.RequestBody as OpenApiRequestBody ?? new OpenApiRequestBody { Required = true };
            body.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            body.Content[example.ContentType] = new OpenApiMediaType { Schema = SchemaOf(example, context.Document!), Example = Node(example) };
            operation.RequestBody = body;
        }

        foreach (var example in metadata.OfType<ResponseExample>())
        {
            var answer = new RequestExample("application/json", example.File);
            operation.Responses!["200"].Content!["application/json"].Example = Node(answer);
        }

        return Task.CompletedTask;
    }

    private static IOpenApiSchema SchemaOf(RequestExample example, OpenApiDocument document) => example switch
    {
        { Body: { } type } => new OpenApiSchemaReference(type.Name, document),
        { IsJson: true } => new OpenApiSchema { Type = JsonSchemaType.Object },
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static JsonNode Node(RequestExample example) =>
        example.IsJson ? JsonNode.Parse(example.Text())! : JsonValue.Create(example.Text());
}
