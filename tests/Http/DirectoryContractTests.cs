using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TrailWatch.Http;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Http;

[Collection(RedisServerTests.Name)]
public sealed class DirectoryContractTests(RedisServerFixture redis)
{
    [Theory]
    [InlineData("/v1/identities", "PUT", "putIdentities")]
    [InlineData("/v1/identities", "GET", "getIdentities")]
    [InlineData("/v1/service-accounts", "PUT", "putServiceAccounts")]
    [InlineData("/v1/service-accounts", "GET", "getServiceAccounts")]
    public async Task Every_operation_is_described(string path, string method, string id)
    {
        await using var service = await DirectoryService.StartAsync(await redis.OpenAsync(), RedisServerFixture.NewPrefix());
        var metadata = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(e => e.RoutePattern.RawText == path && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method))
            .Metadata;

        Assert.Equal(id, metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        Assert.InRange(metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary.Length, 1, 60);
        Assert.NotEmpty(metadata.GetMetadata<IEndpointDescriptionMetadata>()!.Description);
        Assert.Equal(["Directory"], metadata.GetMetadata<ITagsMetadata>()!.Tags);
        var answers = metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>();
        Assert.Contains(answers, a => a.StatusCode == 503);
        var types = method == "GET"
            ? answers.Single(a => a.StatusCode == 200 && a.Type is not null).ContentTypes
            : metadata.GetOrderedMetadata<RequestExample>().Select(e => e.ContentType);
        Assert.Contains("application/json", types);
        Assert.Contains("text/csv", types);
    }
}
