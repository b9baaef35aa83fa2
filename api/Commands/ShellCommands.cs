using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Cli;

namespace TrailWatch.Commands;

/// <summary>What can be done from a shell besides running the service.</summary>
internal static class ShellCommands
{
    private static readonly string[] Questions = ["--help", "-h", "-?", "--version"];

    /// <summary>Settings such as <c>--Store:Mode=Redis</c> or <c>Store:Mode=Redis</c> are the service's; a bare word is a command.</summary>
    public static bool HasCommand(string[] args) =>
        args is [var first, ..] && (Questions.Contains(first) || !(first.StartsWith('-') || first.StartsWith('/') || first.Contains('=')));

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        var app = new CommandApp();
        app.Configure(configuration =>
        {
            configuration.SetApplicationName("TrailWatch");
            configuration.UseAssemblyInformationalVersion();
            configuration.UseStrictParsing();
            configuration.TrimTrailingPeriods(false);
            configuration.HideOptionDefaultValues();
            configuration.SetExceptionHandler((e, _) => Explain(e));
            configuration.AddCommand<HealthcheckCommand>("healthcheck")
                .WithDescription(HealthcheckCommand.About)
                .WithExample("healthcheck")
                .WithExample("healthcheck", "--to", "https://trailwatch.example");
            configuration.AddCommand<HecTokenCommand>("hec-token").WithDescription(HecTokenCommand.About);
            configuration.AddCommand<ReplayCommand>("replay")
                .WithDescription(ReplayCommand.About)
                .WithExample("replay", "./AWSLogs", "--mode", "learn")
                .WithExample("replay", "monday.json.gz", "tuesday.ndjson", "--to", "http://127.0.0.1:8080");
        });
        return await app.RunAsync(args, stop.Token).ConfigureAwait(false);
    }

    /// <summary>The first time a command may end well; the second time the process ends as it is.</summary>
    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }

    private static int Explain(Exception e)
    {
        var console = Terminal.Error;
        if (e is not CommandAppException wrong)
        {
            console.WriteException(e);
            return ExitCode.Incomplete;
        }

        console.Write(wrong.Pretty ?? new Text(e.Message + "\n"));
        console.Say("TrailWatch --help, or TrailWatch replay --help, says what can be given.");
        return ExitCode.Usage;
    }
}
