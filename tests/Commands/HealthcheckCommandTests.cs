using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TrailWatch.Bench;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Commands;

public sealed class HealthcheckCommandTests : IDisposable
{
    private readonly ScratchDirectory _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_service_that_runs_is_ready()
    {
        using var service = new ServiceProcess(_here.Path);
        service.Start();
        await service.ReadyAsync();
        var (code, output, error) = await ShellProcess.RunAsync(_here.Path, "healthcheck", "--", $"--urls=http://*:{service.Address.Port}");
        Assert.True(code == 0, error);
        Assert.Contains("\"status\":\"ready\"", output, StringComparison.Ordinal);
        await service.KillAsync();
        (code, _, error) = await ShellProcess.RunAsync(_here.Path, "healthcheck", "--to", service.Address.AbsoluteUri);
        Assert.Equal(1, code);
        Assert.Contains("does not answer", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCodes.Status200OK, 0), InlineData(StatusCodes.Status503ServiceUnavailable, 1), InlineData(StatusCodes.Status404NotFound, 1)]
    public async Task Only_a_ready_service_is_well_over_a_socket_too(int status, int expected)
    {
        var socket = Path.Combine(_here.Path, "s");
        await using var service = Service(socket, context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync($"answer to {context.Request.Path}");
        });
        var (code, output, error) = await ShellProcess.RunAsync(_here.Path, "healthcheck", "--", $"--urls=http://unix:{socket}");
        Assert.True(code == expected, error);
        Assert.Equal("answer to /readyz", output.Trim());
    }

    [Fact]
    public async Task A_service_that_never_answers_is_not_waited_for()
    {
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var (code, _, error) = await ShellProcess.RunAsync(_here.Path, "healthcheck", "--timeout", "1", "--to", $"http://{silent.LocalEndpoint}");
        Assert.Equal(1, code);
        Assert.Contains("within 1 s", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to", "trailwatch"), InlineData("--timeout", "0"), InlineData("--timeout", "301"), InlineData("--", "--urls=http://127.0.0.1:0")]
    public async Task A_wrong_command_line_is_no_verdict(params string[] arguments) =>
        Assert.Equal(2, (await ShellProcess.RunAsync(_here.Path, ["healthcheck", .. arguments])).Code);

    private static WebApplication Service(string socket, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var app = builder.Build();
        app.Run(answer);
        app.Start();
        return app;
    }
}
