using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TrailWatch.Findings;

namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>The real service in a process of its own, which can be killed and started again on the same store and port.</summary>
internal sealed class ServiceProcess(string folder, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly int _port = FreePort();
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Returns when it is ready to be sent requests.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Finding).Assembly.Location);
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["Store__Path"] = Path.Combine(folder, "store");
        start.Environment["TMPDIR"] = folder;
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        for (var wait = Stopwatch.StartNew(); !await IsReadyAsync(client, cancellation);)
        {
            if (_process.HasExited || wait.Elapsed > Patience)
            {
                throw new InvalidOperationException("The service did not start.");
            }

            await Task.Delay(50, cancellation);
        }
    }

    /// <summary>With SIGKILL: nothing is finished.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    /// <summary>Below those that the system gives to outgoing connections: one of them might take it before it is listened on.</summary>
    internal static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
