using Microsoft.Extensions.Options;

namespace TrailWatch.Hosting;

internal sealed class ApiDescriptionOptionsValidator : IValidateOptions<ApiDescriptionOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiDescriptionOptions options) =>
        options.ServerUrl is null || (Uri.TryCreate(options.ServerUrl, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("OpenApi:ServerUrl must be an absolute http or https address, for example https://trailwatch.example.");
}
