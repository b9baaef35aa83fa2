using System.Net.Sockets;
using Garnet;
using Garnet.server;
using Garnet.server.Auth.Settings;
using Tsavorite.core;

namespace TrailWatch.Hosting;

/// <summary>How the embedded store is configured.</summary>
internal static class EmbeddedServer
{
    private const int Attempts = 5;

    /// <summary>Starts a server that has read back whatever lies in the directory.</summary>
    public static (GarnetServer Server, LocalEndPoint EndPoint) Start(string directory)
    {
        for (var attempt = 1; ; attempt++)
        {
            var endPoint = attempt == 1 ? LocalEndPoint.Choose() : LocalEndPoint.Loopback();
            GarnetServer? server = null;
            try
            {
                server = new GarnetServer(Options(directory, endPoint));
                server.Start();
                return (server, endPoint);
            }
            catch (Exception e) when (attempt < Attempts && (e is SocketException || e.InnerException is SocketException))
            {
                server?.Dispose();
                endPoint.Dispose();
            }
            catch
            {
                endPoint.Dispose();
                throw;
            }
        }
    }

    private static GarnetServerOptions Options(string directory, LocalEndPoint endPoint) => new()
    {
        EndPoints = [endPoint.Address],
        UnixSocketPath = endPoint.SocketPath,
        AuthSettings = endPoint.Password is { } password ? new PasswordAuthenticationSettings(password) : null,

        LogMemorySize = "256m",
        PageSize = "1m",
        IndexMemorySize = "16m",
        IndexMaxMemorySize = "256m",
        EnableStorageTier = true,
        LogDir = directory,
        CheckpointDir = directory,

        // The default device ends the whole process where libaio is missing.
        DeviceType = DeviceType.RandomAccess,

        // Every write goes to the log; CommitAsync makes it durable before an answer, the timer whatever nobody waits for.
        EnableAOF = true,
        AofMemorySize = "16m",
        AofPageSize = "2m",
        AofSegmentSize = "64m",
        CommitFrequencyMs = 1_000,

        // Past this size a checkpoint is taken and the log cut.
        AofSizeLimit = "64m",
        AofSizeLimitEnforceFrequencySecs = 5,

        // Expired keys that nobody touches again are collected, too.
        ExpiredKeyDeletionScanFrequencySecs = 600,

        Recover = true,
        FailOnRecoveryError = true,

        // Without transaction mode a script is not atomic; with it, the keys it declares are.
        EnableLua = true,
        LuaOptions = new(),
        LuaTransactionMode = true,
        QuietMode = true,
    };
}
