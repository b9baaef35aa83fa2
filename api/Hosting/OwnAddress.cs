using System.Net;

namespace TrailWatch.Hosting;

/// <summary>How a process on the same machine reaches the service that has these settings.</summary>
/// <param name="Uri">Its address; a service that listens everywhere is asked on the loopback.</param>
/// <param name="SocketPath">The Unix socket, where it listens on one.</param>
internal sealed record OwnAddress(Uri Uri, string? SocketPath)
{
    /// <param name="configuration">As the service has it.</param>
    /// <returns>Null for settings under which nobody can know the address, such as a port of 0.</returns>
    public static OwnAddress? Of(IConfiguration configuration) => Of(ListenAddress.Of(configuration));

    /// <summary>Plain HTTP before HTTPS, for there is nothing to hide from oneself.</summary>
    public static OwnAddress? Of(IEnumerable<string> addresses) => addresses
        .Select(Parse)
        .OfType<OwnAddress>()
        .OrderBy(address => address.Uri.Scheme, StringComparer.Ordinal)
        .FirstOrDefault();

    private static OwnAddress? Parse(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.IsUnixPipe ? new OwnAddress(new Uri($"{address.Scheme}://localhost"), address.UnixPipePath)
                : address.Port == 0 ? null
                : new OwnAddress(new UriBuilder(address.Scheme, Reachable(address.Host), address.Port).Uri, null);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Kestrel takes any name that is no IP address, and is not localhost, for all addresses of the machine.</summary>
    private static string Reachable(string host) =>
        !IPAddress.TryParse(host, out var ip) || ip.Equals(IPAddress.Any) ? "127.0.0.1"
        : ip.Equals(IPAddress.IPv6Any) ? "[::1]"
        : host;
}
