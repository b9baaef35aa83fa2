using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrailWatch.Collector;

namespace TrailWatch.Hosting;

/// <summary>Says which operations want a HEC token, and how it is shown.</summary>
internal static class HecTokenNotes
{
    private const string Scheme = "HecToken";

    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsHecToken>().Any())
        {
            var document = context.Document!;
            document.AddComponent(Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Authorization",
                Description = "A token of Collector:Tokens, after the word Splunk: Splunk 0b4e7a52-6c1d-4f3e-9a58-1f2e3d4c5b6a",
            });
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        }

        return Task.CompletedTask;
    }
}
