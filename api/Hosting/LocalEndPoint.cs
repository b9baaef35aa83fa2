using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace TrailWatch.Hosting;

/// <summary>
/// Where the embedded store listens: a Unix socket that only this user can reach, or, where sockets of that kind do not work,
/// a free loopback port behind a random password.
/// </summary>
internal sealed class LocalEndPoint : IDisposable
{
    /// <summary>The kernel's limit for a socket's path is 108 bytes on Linux and 104 on macOS.</summary>
    private const int LongestSocketPath = 100;

    private readonly DirectoryInfo? _directory;

    private LocalEndPoint(EndPoint address, string? socketPath, string? password, DirectoryInfo? directory) =>
        (Address, SocketPath, Password, _directory) = (address, socketPath, password, directory);

    public EndPoint Address { get; }

    /// <summary>Null for a loopback port.</summary>
    public string? SocketPath { get; }

    /// <summary>Null for a Unix socket: the directory's mode is its protection.</summary>
    public string? Password { get; }

    public static LocalEndPoint Choose() => UnixSocket() ?? Loopback();

    /// <summary>Another process may take the port before the store does; whoever starts the store tries again then.</summary>
    public static LocalEndPoint Loopback()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new LocalEndPoint(probe.LocalEndpoint, null, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), null);
    }

    public void Dispose()
    {
        if (_directory is { Exists: true })
        {
            _directory.Delete(recursive: true);
        }
    }

    private static LocalEndPoint? UnixSocket()
    {
        if (!Socket.OSSupportsUnixDomainSockets)
        {
            return null;
        }

        // Mode 0700: created for this user alone.
        var directory = Directory.CreateTempSubdirectory("tw-");
        var path = Path.Combine(directory.FullName, "s");
        if (Encoding.UTF8.GetByteCount(path) <= LongestSocketPath && CanListen(path))
        {
            return new LocalEndPoint(new UnixDomainSocketEndPoint(path), path, null, directory);
        }

        directory.Delete(recursive: true);
        return null;
    }

    private static bool CanListen(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
