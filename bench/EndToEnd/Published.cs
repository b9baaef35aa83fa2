using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>The service as it is published for an image, compiled ahead of time; made from a copy of its source, so the source's own lock file stays as it is.</summary>
internal sealed class Published : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly string[] Shared = ["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json", ".editorconfig"];
    private readonly ScratchFolder _folder = new("twp-");

    private Published()
    {
    }

    public string Program => Path.Combine(_folder.Of("out"), "TrailWatch");

    public double Megabytes => new DirectoryInfo(_folder.Of("out")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6;

    /// <param name="selfContained">With the runtime.</param>
    public static async Task<Published> MakeAsync(bool selfContained)
    {
        BenchArguments.Tell("publish");
        var root = Root();
        var made = new Published();
        try
        {
            foreach (var file in Shared)
            {
                File.Copy(Path.Combine(root, file), made._folder.Of(file));
            }

            Copy(new DirectoryInfo(Path.Combine(root, "api")), new DirectoryInfo(made._folder.Subfolder("api")));
            using var publish = new ChildProcess(
                "dotnet",
                ["publish", "api", "-c", "Release", "-r", "linux-x64", "--self-contained", $"{selfContained}", "-p:PublishReadyToRun=true", "-p:UseSharedCompilation=false", "-o", "out"],
                made._folder.Path,
                [new("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), new("MSBUILDDISABLENODEREUSE", "1")]);
            await publish.FinishAsync(Patience);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "TrailWatch.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The bench does not lie in its repository, so there is no source to publish.");
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories().Where(d => d.Name is not ("bin" or "obj" or "data")))
        {
            Copy(folder, to.CreateSubdirectory(folder.Name));
        }
    }
}
