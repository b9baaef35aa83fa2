using Microsoft.Extensions.DependencyInjection;
using Refit;
using TrailWatch.Splunk.Hec;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class HecConnectionTests
{
    [Fact]
    public void C34_C56_Connections_are_renewed_follow_no_redirect_and_honour_the_proxy()
    {
        using var handler = HecConnection.Handler(new HecOptions());
        Assert.Equal(TimeSpan.FromSeconds(10), handler.PooledConnectionIdleTimeout);
        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
        Assert.False(handler.AllowAutoRedirect);
        Assert.True(handler.UseProxy);
        Assert.Null(handler.Proxy);
    }

    [Theory]
    [InlineData(nameof(HecAcknowledgement.Auto), true)]
    [InlineData(nameof(HecAcknowledgement.Off), false)]
    public void C41_Cookies_are_kept_where_acknowledgements_need_them(string mode, bool kept)
    {
        using var handler = HecConnection.Handler(new HecOptions { Acknowledgement = Enum.Parse<HecAcknowledgement>(mode) });
        Assert.Equal(kept, handler.UseCookies);
    }

    [Fact]
    public async Task C32_An_error_gives_its_body_and_not_the_token()
    {
        await using var server = await HecServer.StartAsync();
        server.Health = (503, 18);
        await using var run = await DeliveryRun.StartAsync(server, new InMemoryOutbox());
        var api = run.Get<IServiceProvider>().GetRequiredKeyedService<IHecApi>(HecRegistration.Key(0));
        using var answer = await api.HealthAsync(TestContext.Current.CancellationToken);
        Assert.Null(answer.Content);
        var error = Assert.IsType<ApiException>(answer.Error);
        Assert.Contains("queues are full", error.Content, StringComparison.Ordinal);
        Assert.Equal("Splunk " + HecServer.Token, server.Requests[0].Header("Authorization"));
        Assert.Null(error.RequestMessage.Headers.Authorization);
    }
}
