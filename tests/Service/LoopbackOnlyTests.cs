using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TrailWatch.Http;
using Xunit;

namespace TrailWatch.Tests.Service;

public sealed class LoopbackOnlyTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.10", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.2", true)]
    [InlineData(null, true)]
    [InlineData("10.0.0.7", false)]
    [InlineData("::ffff:10.0.0.7", false)]
    [InlineData("2001:db8::1", false)]
    public async Task Only_callers_on_this_machine_pass(string? remote, bool passes) =>
        Assert.Equal(passes ? 200 : 403, await StatusAsync(remote));

    [Fact]
    public async Task A_probe_from_elsewhere_passes() => Assert.Equal(200, await StatusAsync("10.0.0.7", new OpenToAnyone()));

    private static async Task<int> StatusAsync(string? remote, params object[] metadata)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(metadata), null));
        await new LoopbackOnly(_ => Task.CompletedTask).InvokeAsync(context);
        return context.Response.StatusCode;
    }
}
