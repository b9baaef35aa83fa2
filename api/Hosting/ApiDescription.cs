using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>The OpenAPI document, and the page on which it can be tried out.</summary>
internal static class ApiDescription
{
    private const string DocumentName = "v1";
    private const string DocumentPath = $"/openapi/{DocumentName}.json";
    private const string PagePath = "swagger";
    private const string Title = "TrailWatch";

    private const string About =
        "Send AWS CloudTrail events and get findings: what an account did that it never did before, did far more often than it used to, or "
        + "should not be able to do at all. TrailWatch remembers every actor, so it needs no scheduled search, and sending the same events "
        + "twice changes nothing.";

    public static void AddApiDescription(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiDescriptionOptions>().Bind(configuration.GetSection(ApiDescriptionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiDescriptionOptions>, ApiDescriptionOptionsValidator>();
        services.AddOpenApi(DocumentName, openApi =>
        {
            openApi.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            openApi.AddSchemaTransformer(static (schema, context, _) =>
            {
                // What is declared as an object of any kind is still an object, and no text or number.
                schema.Type = context.JsonTypeInfo.Type == typeof(object) ? JsonSchemaType.Object : schema.Type;
                return Task.CompletedTask;
            });
            openApi.AddOperationTransformer(RequestExamples.AddAsync);
            openApi.AddOperationTransformer(ParameterNotes.AddAsync);
            openApi.AddOperationTransformer(ResponseNotes.AddAsync);
            openApi.AddOperationTransformer(HecTokenNotes.AddAsync);
            openApi.AddDocumentTransformer((document, context, _) =>
            {
                ResponseNotes.DescribeProblem(document);
                Describe(document, context.ApplicationServices.GetRequiredService<IOptions<ApiDescriptionOptions>>().Value);
                return Task.CompletedTask;
            });
        });
    }

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = PagePath;
            page.DocumentTitle = Title;
            page.SwaggerEndpoint(DocumentPath, Title);
            page.EnableTryItOutByDefault();
        });
        app.MapGet("/", () => TypedResults.Redirect("/" + PagePath)).ExcludeFromDescription();
    }

    private static void Describe(OpenApiDocument document, ApiDescriptionOptions options)
    {
        document.Info = new OpenApiInfo { Title = Title, Version = DocumentName, Description = About };
        document.Servers = [new OpenApiServer { Url = options.ServerUrl ?? document.Servers?.FirstOrDefault()?.Url?.TrimEnd('/') }];
        document.Tags = ApiTags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
    }
}
