using System.Diagnostics;
using StackExchange.Redis;

namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>A redis-server that keeps an append-only file, so that it can be killed and comes back with all that it answered for.</summary>
internal sealed class DurableRedis(string folder) : IAsyncDisposable
{
    private readonly int _port = ServiceProcess.FreePort();
    private Process? _process;

    public string ConnectionString => $"127.0.0.1:{_port},abortConnect=false";

    public async Task StartAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("redis-server") { WorkingDirectory = folder, RedirectStandardOutput = true };
        string[] arguments = ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(ConnectionString);
        while (!await AnswersAsync(connection))
        {
            await Task.Delay(20, cancellation);
        }
    }

    public async Task RestartAsync(CancellationToken cancellation)
    {
        await StopAsync();
        await StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    private static async Task<bool> AnswersAsync(ConnectionMultiplexer connection)
    {
        try
        {
            return await connection.GetDatabase().PingAsync() >= TimeSpan.Zero;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
