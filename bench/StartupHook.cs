using System.Globalization;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// Runs inside the measured service, which .NET loads it into before Main (DOTNET_STARTUP_HOOKS): it tells whoever connects to a socket how many
/// bytes were allocated and how long the collector paused. So the product needs no endpoint for it, and the numbers are exact.
/// The name is .NET's, and so is its place outside of every namespace.
/// </summary>
internal static class StartupHook
{
    public const string SocketVariable = "TRAILWATCH_BENCH_SOCKET";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is { Length: > 0 } path)
        {
            new Thread(() => Serve(path)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(string path)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        while (true)
        {
            using var caller = listener.Accept();
            var pause = GC.GetTotalPauseDuration().TotalMilliseconds;
            caller.Send(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{GC.GetTotalAllocatedBytes()} {GC.CollectionCount(0)} {GC.CollectionCount(2)} {pause}")));
        }
    }
}
