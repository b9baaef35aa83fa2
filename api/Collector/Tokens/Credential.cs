using System.Text;

namespace TrailWatch.Collector.Tokens;

/// <summary>The token that an Authorization header brings: Splunk's own scheme, or Basic with the token as password.</summary>
internal static class Credential
{
    /// <summary>Null where the header is of no such form; empty where it is, but brings no token.</summary>
    public static string? Of(string header)
    {
        var text = header.AsSpan().Trim();
        var space = text.IndexOf(' ');
        var scheme = space < 0 ? text : text[..space];
        var rest = space < 0 ? "" : text[space..].Trim().ToString();
        return scheme.Equals("Splunk", StringComparison.OrdinalIgnoreCase) ? rest
            : scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(rest)
            : null;
    }

    private static string? Password(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
