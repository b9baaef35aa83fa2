using System.Diagnostics;
using Xunit;

namespace TrailWatch.Tests.Stores;

/// <summary>A redis-server of its own behind a Unix socket, without files; the test is skipped where none is installed.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _directory;

    private RedisProcess(Process process, DirectoryInfo directory) => (_process, _directory) = (process, directory);

    public string ConnectionString => "!" + SocketIn(_directory);

    public static async Task<RedisProcess> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("twr-");
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true };
        string[] arguments = ["--port", "0", "--unixsocket", SocketIn(directory), "--save", "", "--appendonly", "no"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception) when (Environment.GetEnvironmentVariable("TRAILWATCH_REQUIRE_REDIS") != "1")
        {
            directory.Delete();
            Assert.Skip("redis-server is not installed.");
            throw;
        }

        for (var wait = Stopwatch.StartNew(); !File.Exists(SocketIn(directory));)
        {
            Assert.True(wait.Elapsed < TimeSpan.FromSeconds(10) && !process.HasExited, "redis-server did not start.");
            await Task.Delay(20);
        }

        return new RedisProcess(process, directory);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static string SocketIn(DirectoryInfo directory) => Path.Combine(directory.FullName, "r");
}
