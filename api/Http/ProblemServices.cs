using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace TrailWatch.Http;

public static class ProblemServices
{
    /// <summary>
    /// Goes with <c>UseExceptionHandler()</c> and <c>UseStatusCodePages()</c>: then every error is a problem with a sentence.
    /// </summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddProblemDetails(o => o.CustomizeProblemDetails = Problems.Complete)
        .AddExceptionHandler<ProblemExceptionHandler>()
        .ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ProblemsJsonContext.Default));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class ProblemsJsonContext : JsonSerializerContext;
