using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;
using Xunit;

namespace TrailWatch.Tests.Stores;

/// <summary>A real redis-server of its own, without persistence, on a free port.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int Attempts = 5;
    private readonly Process _process;
    private readonly int _port;
    private bool _disposed;

    private RedisServer(Process process, int port)
    {
        _process = process;
        _port = port;
    }

    public string ConnectionString => $"127.0.0.1:{_port},allowAdmin=true,connectTimeout=2000,asyncTimeout=5000,abortConnect=false";

    public int Port => _port;

    /// <summary>Null where redis-server is not installed; then a test skips, unless TRAILWATCH_REQUIRE_REDIS=1 makes that a failure.</summary>
    public static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "redis-server"))
            .FirstOrDefault(File.Exists);

    /// <param name="port">That of a server which was killed; null for any free one.</param>
    public static async Task<RedisServer> StartAsync(int? port = null)
    {
        var program = FindProgram();
        if (program is null)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("TRAILWATCH_REQUIRE_REDIS") == "1", "redis-server is not installed.");
            Assert.Fail("redis-server is not installed and TRAILWATCH_REQUIRE_REDIS=1 asks for it.");
        }

        for (var attempt = 1; ; attempt++)
        {
            var server = Launch(program, port ?? FreePort());
            if (await server.AnswersAsync())
            {
                return server;
            }

            await server.DisposeAsync();
            Assert.True(attempt < Attempts, "redis-server does not start.");
        }
    }

    /// <summary>A multiplexer and no wait: the server answers already.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static RedisServer Launch(string program, int port)
    {
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RedisServer(process, port);
    }

    // Another process may take the port in between; then the launch fails and the next attempt takes another.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        for (var i = 0; i < 200 && !_process.HasExited; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return !_process.HasExited;
            }
            catch (SocketException)
            {
                await Task.Delay(25);
            }
        }

        return false;
    }
}
