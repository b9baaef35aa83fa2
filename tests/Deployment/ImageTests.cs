using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Deployment;

/// <summary>
/// What the Dockerfile does, done without an engine: its commands run in a copy of the context, with the folders of the image below a
/// folder here, and the program that comes of it runs as the image's user.
/// </summary>
public sealed class ImageTests : IDisposable
{
    private static readonly Dockerfile Image = Dockerfile.Read();
    private readonly ScratchDirectory _root = new();
    private readonly int _port = FreePort();

    private static string Architecture => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString() == "Arm64" ? "arm64" : "amd64";

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task The_dockerfiles_commands_make_a_program_that_answers_and_stops()
    {
        Assert.SkipUnless(Tools.AreRequired, "It publishes the program anew, which takes a minute or two; TRAILWATCH_REQUIRE_HELM=1 asks for it.");
        await BuildAsync();
        using var service = Start(Command("ENTRYPOINT"));
        _ = service.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var health = await HealthyAsync(service);
        Assert.Contains("\"status\":\"ready\"", health, StringComparison.Ordinal);
        Assert.True(Directory.EnumerateFileSystemEntries(Here("/data/store")).Any());

        using var kill = Process.Start("kill", ["-TERM", $"{service.Id}"]);
        await service.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(0, service.ExitCode);
    }

    private string Here(string path) => _root.Path + path;

    /// <summary>Absolute paths of the image, to be found here.</summary>
    private string Moved(string text) => new[] { "/out", "/app", "/data" }.Aggregate(
        text, (moved, folder) => Regex.Replace(moved, $"(?<=[\\s\"=]|^){folder}(?=[/\\s\"]|$)", Here(folder)));

    private async Task BuildAsync()
    {
        var folder = "";

        // A build server that stays would keep the pipes open.
        var arguments = new Dictionary<string, string>
        {
            ["TARGETARCH"] = Architecture,
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
        };
        foreach (var step in Image.Stages[0].Skip(1))
        {
            switch (step.Name)
            {
                case "ARG" when step.Argument.Split('=', 2) is [var name, var value]:
                    arguments[name] = value;
                    break;
                case "WORKDIR":
                    folder = Directory.CreateDirectory(Here(step.Argument)).FullName;
                    break;
                case "COPY":
                    step.Words[..^1].ToList().ForEach(source => CopyContext(source, folder));
                    break;
                case "RUN":
                    Directory.CreateDirectory(Here("/out"));
                    var outcome = await Tools.RunAsync(
                        "env", [.. arguments.Select(a => $"{a.Key}={a.Value}"), "nice", "sh", "-c", Moved(step.Argument)], folder);
                    Assert.True(outcome.Code == 0, outcome.ToString());
                    break;
            }
        }

        Directory.Move(Here("/out/app"), Here("/app"));
        Directory.Move(Here("/out/data"), Here("/data"));
        var open = await Tools.RunAsync("sh", ["-c", "chmod 755 . && mkdir -m 1777 tmp && { [ $(id -u) != 0 ] || chown 1654:1654 data; }"], _root.Path);
        Assert.True(open.Code == 0, open.ToString());
    }

    /// <summary>As .dockerignore lets it through: git's files, for bin, obj and data are not among them.</summary>
    private static void CopyContext(string source, string folder)
    {
        var from = RepositoryRoot.Of(source);
        var files = Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [from];
        foreach (var file in files)
        {
            var path = Path.GetRelativePath(RepositoryRoot.Path, file);
            if (!path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "data"]).Any())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
                File.Copy(file, Path.Combine(folder, path), overwrite: true);
            }
        }
    }

    private static string[] Command(string instruction)
    {
        var argument = Image.Final(instruction);
        return JsonSerializer.Deserialize<string[]>(argument[argument.IndexOf('[', StringComparison.Ordinal)..])!;
    }

    private Process Start(string[] command)
    {
        string[] user = Environment.UserName == "root" ? ["setpriv", "--reuid=1654", "--regid=1654", "--clear-groups"] : ["env"];
        var settings = Image.Environment.Append(("ASPNETCORE_HTTP_PORTS", $"{_port}")).Append(("TMPDIR", Here("/tmp"))).Append(("HOME", "/"));
        var start = new ProcessStartInfo(user[0], [.. user[1..], .. command.Select(Moved)]) { WorkingDirectory = Here("/app"), RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = Moved(value);
        }

        start.Environment.Remove("ASPNETCORE_URLS");
        return Process.Start(start)!;
    }

    private async Task<string> HealthyAsync(Process service)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            using var check = Start(Command("HEALTHCHECK"));
            var said = await check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await check.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (check.ExitCode == 0)
            {
                return said;
            }

            Assert.False(service.HasExited, "The program has ended.");
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), said);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
