using Microsoft.Extensions.Logging.Console;

namespace TrailWatch.Hosting;

/// <summary>
/// The service's parts and settings without its listening, for a command that opens the store itself. Only warnings are logged, and
/// to the standard error output: the other one is the command's.
/// </summary>
internal static class SilentHost
{
    /// <param name="settings">As on the service's command line: <c>--Store:Path=...</c></param>
    public static IHost Build(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = settings,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"),
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(line => line.SingleLine = true);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.Warning);

        // Why it did not start, the command says itself.
        builder.Logging.AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddTrailWatchWithoutHttp(builder.Configuration);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        return builder.Build();
    }

    /// <summary>The command itself hears Ctrl-C and decides when it ends.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
