using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TrailWatch.Bench;

/// <summary>The real program in a process of its own, on an embedded store, which can be killed and started again on the same one.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly string[] _settings;
    private readonly int _port = FreePort();
    private Process? _process;

    public ServiceProcess(string folder, params string[] settings) => (_folder, _settings) = (folder, settings);

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Evaluation.Evaluator).Assembly.Location);
        start.ArgumentList.Add($"--urls={Address}");
        Array.ForEach(_settings, start.ArgumentList.Add);
        start.Environment["Store__Path"] = Path.Combine(_folder, "store");

        // The socket of a process that is killed is left behind, and goes with the folder.
        start.Environment["TMPDIR"] = _folder;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/services/collector/health", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (waited.Elapsed < Patience)
            {
                // Not yet.
            }

            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException("The service does not start.");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>As kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
