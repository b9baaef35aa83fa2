using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>Says of every answer what it means, and that any route may refuse its caller.</summary>
internal static class ResponseNotes
{
    private const string Problem = "application/problem+json";

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["200"] = "Done.",
        ["202"] = "Taken; Location says where to look how far it is.",
        ["204"] = "Done; there is nothing to say.",
        ["304"] = "Nothing has changed since the ETag that was given.",
        ["400"] = "The request cannot be taken: error says why, in a sentence. Nothing was changed.",
        ["403"] = "The caller may not call.",
        ["404"] = "There is nothing of this name; error says what there is.",
        ["409"] = "It cannot be done as things stand now; error says why. Nothing was changed.",
        ["412"] = "Somebody has changed it since the ETag that If-Match names; nothing was changed.",
        ["413"] = "More than a limit allows; error names the limit. Nothing was changed.",
        ["415"] = "A content type or content encoding that is not understood. Bodies may come as they are or as gzip.",
        ["429"] = "Too much at once; Retry-After says when to send the same request again.",
        ["503"] = "The store cannot be reached; nothing was changed, and the same request may be sent again.",
    };

    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var responses = operation.Responses!;
        var own = context.Description.ActionDescriptor.EndpointMetadata.OfType<ResponseNote>().ToList();
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<OpenToAnyone>().Any())
        {
            responses["403"] = new OpenApiResponse
            {
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", context.Document) },
                },
            };
        }

        foreach (var (status, response) in responses)
        {
            response.Description = own.Find(note => note.Status.ToString(CultureInfo.InvariantCulture) == status)?.Meaning ?? Meanings[status];
            foreach (var (_, media) in response.Content?.Where(c => !c.Key.EndsWith("json", StringComparison.Ordinal)) ?? [])
            {
                // A table as CSV, a picture as SVG: the framework would show the form that JSON has.
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            }

            if (status == "503" && response is OpenApiResponse away && response.Content!.ContainsKey(Problem))
            {
                away.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    ["Retry-After"] = new OpenApiHeader
                    {
                        Description = "Seconds to wait before the request is sent again.",
                        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                    },
                };
            }
        }

        Sort(operation);
        return Task.CompletedTask;
    }

    /// <summary>ProblemDetails with what <see cref="Problems"/> adds to it.</summary>
    public static void DescribeProblem(OpenApiDocument document)
    {
        var problem = (OpenApiSchema)document.Components!.Schemas!["ProblemDetails"];
        problem.Description = "What went wrong (RFC 9457).";
        problem.Properties!["error"] = Text("Title and detail in one sentence, for callers that show no more than this.");
        problem.Properties["code"] = Text("Stable, for programs, for example not-json.");
        problem.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Every fault of a table or a query, by its place; absent where there is only one thing to say.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static void Sort(OpenApiOperation operation)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses!.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            sorted[status] = response;
        }

        operation.Responses = sorted;
    }
}
