using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TrailWatch.Bench.Machine;

/// <summary>A program beside this one, whose output is kept in case it fails. It ends with this process, however this one ends short of kill -9.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int LinesKept = 40;
    private static readonly ConcurrentDictionary<int, Process> Alive = new();

    private static readonly PosixSignalRegistration[] Signals =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, _ => Environment.Exit(130)))];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        KillAll();
        Array.ForEach(Signals, s => s.Dispose());
    };

    public ChildProcess(string program, IEnumerable<string> arguments, string? folder = null, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder ?? "", RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        Id = _process.Id;
        Alive[Id] = _process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>The last lines it wrote.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Waits for its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> FinishAsync(TimeSpan patience)
    {
        await _process.WaitForExitAsync().WaitAsync(patience);
        return _process.ExitCode == 0 ? Output : throw new InvalidOperationException($"{_process.StartInfo.FileName} failed with {_process.ExitCode}:\n{Output}");
    }

    /// <summary>As kill -9 does.</summary>
    public void Dispose()
    {
        Alive.TryRemove(Id, out _);
        Kill(_process);
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Every one that was started and not disposed.</summary>
    public static void KillAll()
    {
        foreach (var process in Alive.Values)
        {
            Kill(process);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
