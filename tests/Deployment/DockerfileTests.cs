using System.Reflection;
using Xunit;

namespace TrailWatch.Tests.Deployment;

public sealed class DockerfileTests
{
    private static readonly Dockerfile Image = Dockerfile.Read();

    [Fact]
    public async Task Linters_have_no_complaint()
    {
        Assert.Empty(await Tools.DockerfileFaultsAsync(Dockerfile.Path));

        var bad = Path.Combine(Path.GetTempPath(), $"Dockerfile-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(bad, "FROM a:latest\nRUN sudo apt-get upgrade\nHEALTHCHECK --every=1s CMD x\n", TestContext.Current.CancellationToken);
        var faults = await Tools.DockerfileFaultsAsync(bad);
        File.Delete(bad);
        Assert.Contains(faults, fault => fault.Contains("sudo", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(faults, fault => fault.Contains("Unknown flag: every", StringComparison.Ordinal));
    }

    [Fact]
    public void Images_are_named_with_their_version() => Assert.All(
        Image.Stages.Select(stage => stage[0].Words), words => Assert.Matches(@"^mcr\.microsoft\.com/dotnet/(sdk:10\.0|aspnet:10\.0-noble-chiseled)$", words.First(w => w.Contains('/'))));

    [Fact]
    public void The_program_runs_as_a_number_that_is_not_roots_and_cannot_change_itself()
    {
        Assert.Equal("1654:1654", Image.Final("USER"));
        var copies = Image.Stages[^1].Where(i => i.Name == "COPY").Select(i => i.Words).ToList();
        Assert.All(copies, copy => Assert.Equal(copy[^1] == "/data", copy.Contains("--chown=1654:1654")));
        Assert.Equal("/data", Image.Final("VOLUME"));
        Assert.Contains(("Store__Path", "/data/store"), Image.Environment);
        Assert.Contains(("DOTNET_EnableDiagnostics", "0"), Image.Environment);
    }

    /// <summary>A new file of these kinds in the root decides over the build, so it must be there when packages are restored.</summary>
    [Fact]
    public void What_decides_which_packages_there_are_comes_before_the_source()
    {
        var build = Image.Stages[0];
        var restore = build.FindIndex(i => i.Argument.StartsWith("dotnet restore", StringComparison.Ordinal));
        var source = build.FindIndex(i => i is { Name: "COPY", Words: ["api/", "api/"] });
        Assert.InRange(restore, 1, source - 1);
        Assert.Contains("--locked-mode", build[restore].Words);
        var early = build.Take(restore).Where(i => i.Name == "COPY").SelectMany(i => i.Words[..^1]).Order().ToList();
        string[] patterns = ["*.props", "*.targets", "global.json", "nuget.config", ".editorconfig", "BannedSymbols.txt"];
        var deciding = patterns.SelectMany(p => Directory.EnumerateFiles(RepositoryRoot.Path, p)).Select(p => Path.GetFileName(p))
            .Concat(["api/TrailWatch.csproj", "api/packages.lock.json"]);
        Assert.Equal(deciding.Order(), early);
    }

    [Fact]
    public void The_context_is_what_is_copied_and_no_more()
    {
        var ignore = File.ReadAllLines(RepositoryRoot.Of(".dockerignore")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        Assert.Equal("*", ignore[0]);
        var copied = Image.Stages[0].Where(i => i.Name == "COPY").SelectMany(i => i.Words[..^1]).Select(path => path.Split('/')[0]).Distinct();
        Assert.Equal(copied.Order(), ignore.Where(line => line[0] == '!').Select(line => line[1..]).Order());
        Assert.Superset(new HashSet<string> { "**/bin", "**/obj", "**/data" }, ignore.ToHashSet());
    }

    [Fact]
    public void Image_chart_and_program_have_one_version()
    {
        var version = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        Assert.All(Image.Stages.SelectMany(s => s).Where(i => i.Name == "ARG" && i.Argument.StartsWith("VERSION=", StringComparison.Ordinal)), arg => Assert.Equal($"VERSION={version}", arg.Argument));
        Assert.Contains($"appVersion: \"{version}\"", File.ReadAllLines(Path.Combine(Chart.Folder, "Chart.yaml")));
    }

    [Fact]
    public void The_image_and_the_chart_call_the_same_program()
    {
        Assert.Equal("""["/app/TrailWatch"]""", Image.Final("ENTRYPOINT"));
        Assert.EndsWith("""CMD ["/app/TrailWatch", "healthcheck"]""", Image.Final("HEALTHCHECK"), StringComparison.Ordinal);
        Assert.Equal("8080 8088", Image.Final("EXPOSE"));
    }
}
