using System.Diagnostics;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench;

/// <summary>The real program in a process of its own, on an embedded store unless the settings say otherwise, which can be killed and started again.</summary>
internal sealed class ServiceProcess(string folder, params string[] settings) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly int _port = ChildProcess.FreePort();
    private ChildProcess? _process;

    public static string Built { get; } = Path.Combine(AppContext.BaseDirectory, "TrailWatch.dll");

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public int Id => _process!.Id;

    /// <summary>A program, or an assembly that <c>dotnet</c> runs; by default the one that this bench was built with.</summary>
    public string Program { get; init; } = Built;

    /// <summary>For the process alone.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public void Start()
    {
        // Its own settings (how much is logged) lie beside it.
        string[] arguments = [$"--urls={Address}", $"--contentRoot={Path.GetDirectoryName(Program)}", .. settings];
        var environment = new Dictionary<string, string>(Environment)
        {
            ["Store__Path"] = Path.Combine(folder, "store"),

            // The socket of a process that is killed is left behind, and goes with the folder.
            ["TMPDIR"] = folder,
        };
        var isAssembly = Program.EndsWith(".dll", StringComparison.Ordinal);
        _process = new ChildProcess(isAssembly ? "dotnet" : Program, isAssembly ? [Program, .. arguments] : arguments, folder, environment);
    }

    public async Task ReadyAsync(string path = "/services/collector/health", int pauseMs = 50)
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(pauseMs))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            if (waited.Elapsed > Patience || _process!.HasEnded)
            {
                throw new TimeoutException("The service does not start:\n" + _process!.Output);
            }
        }
    }

    /// <summary>As kill -9 does.</summary>
    public Task KillAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _process?.Dispose();
        _process = null;
    }
}
