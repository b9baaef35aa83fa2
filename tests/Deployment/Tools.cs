using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Xunit;

namespace TrailWatch.Tests.Deployment;

/// <summary>The programs that <c>.ci/tools/install</c> brings. Without them a test skips, unless TRAILWATCH_REQUIRE_HELM=1 makes that a failure.</summary>
internal static class Tools
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static string Folder => RepositoryRoot.Of(".ci", "tools");

    /// <summary>Whether everything is expected to be there, and time is no matter.</summary>
    public static bool AreRequired => Environment.GetEnvironmentVariable("TRAILWATCH_REQUIRE_HELM") == "1";

    public static Task<Outcome> HelmAsync(params string[] arguments) => RunAsync(Installed("helm"), arguments, RepositoryRoot.Path);

    /// <summary>What the linters say, one line each: the second knows the forms of instructions, the first what is unwise.</summary>
    public static async Task<IReadOnlyList<string>> DockerfileFaultsAsync(string path)
    {
        var wisdom = await RunAsync(Installed("dockerfilelint"), ["--output", "json", "--config", Folder, path], RepositoryRoot.Path);
        var form = await RunAsync(Installed("dockerfile-utils"), ["lint", path], RepositoryRoot.Path);
        return
        [
            .. JsonNode.Parse(wisdom.Output)!["files"]!.AsArray().SelectMany(f => f!["issues"]!.AsArray()).Select(issue => issue!.ToJsonString()),
            .. (form.Output + form.Error).Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal)),
        ];
    }

    /// <summary>One line of output for each fault of the objects.</summary>
    public static Task<Outcome> CheckManifestsAsync(string yaml)
    {
        _ = Installed("helm");
        return RunAsync("node", [Path.Combine(Folder, "check-manifests.mjs")], Folder, yaml);
    }

    public static async Task<Outcome> RunAsync(string program, IEnumerable<string> arguments, string folder, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new Outcome(process.ExitCode, await output, await error);
    }

    private static string Installed(string program)
    {
        var path = Path.Combine(Folder, "node_modules", ".bin", program);
        if (!File.Exists(path))
        {
            Absent($"{program} is not installed: .ci/tools/install does that.");
        }

        return path;
    }

    [DoesNotReturn]
    private static void Absent(string why)
    {
        Assert.SkipUnless(AreRequired, why);
        Assert.Fail(why);
    }
}

/// <summary>What a program said, and how it ended.</summary>
internal sealed record Outcome(int Code, string Output, string Error)
{
    public override string ToString() => $"{Code}\n{Output}\n{Error}";
}
