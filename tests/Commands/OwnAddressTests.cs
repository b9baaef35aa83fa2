using Microsoft.Extensions.Configuration;
using TrailWatch.Hosting;
using Xunit;

namespace TrailWatch.Tests.Commands;

public sealed class OwnAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://127.0.0.1:9000/", "urls=http://*:9000"), InlineData("http://127.0.0.1:9000/", "urls=http://+:9000")]
    [InlineData("http://127.0.0.1:9000/", "urls=http://0.0.0.0:9000"), InlineData("http://[::1]:9000/", "urls=http://[::]:9000")]
    [InlineData("http://10.1.2.3:9000/", "urls=http://10.1.2.3:9000"), InlineData("http://127.0.0.1/", "urls=http://trailwatch.example")]
    [InlineData("https://127.0.0.1:9001/", "urls=https://localhost:9001"), InlineData("http://127.0.0.1:9000/", "urls=https://*:9001;http://*:9000")]
    [InlineData("http://127.0.0.1:9000/", "http_ports=9000"), InlineData("https://127.0.0.1:9001/", "https_ports=9001")]
    [InlineData("http://127.0.0.1:9000/", "http_ports=9000", "Splunk:Receiver:Port=8088")]
    [InlineData("http://127.0.0.1:9000/", "Kestrel:Endpoints:Main:Url=http://*:9000", "urls=http://*:1")]
    [InlineData(null, "urls=http://127.0.0.1:0"), InlineData(null, "urls=nonsense")]
    public void A_service_is_asked_where_it_listens(string? address, params string[] settings) =>
        Assert.Equal(address, OwnAddress.Of(Configuration(settings))?.Uri.AbsoluteUri);

    [Fact]
    public void A_unix_socket_is_an_address_too() =>
        Assert.Equal("/run/trailwatch.sock", OwnAddress.Of(Configuration("urls=http://unix:/run/trailwatch.sock"))?.SocketPath);

    private static IConfiguration Configuration(params string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], (string?)s[1])))
        .Build();
}
