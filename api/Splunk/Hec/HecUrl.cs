namespace TrailWatch.Splunk.Hec;

/// <summary>The base address of a HEC, out of what people paste.</summary>
internal static class HecUrl
{
    private static readonly string[] Pasted = ["/services/collector/event/1.0", "/services/collector/event", "/services/collector"];

    /// <param name="fault">
    /// What is wrong, as the end of a sentence that begins with the setting's name. Never repeats the address: it may hold a password.
    /// </param>
    public static bool TryRead(string? text, out Uri? address, out string? fault)
    {
        address = null;
        fault = null;
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            fault = "must be an absolute http or https address, for example https://splunk.example:8088.";
        }
        else if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            fault = "must not carry a query or a fragment; name the base address alone.";
        }
        else if (url.UserInfo.Length > 0)
        {
            fault = "must not carry a user or a password; the token has its own setting.";
        }
        else
        {
            address = Base(url);
        }

        return address is not null;
    }

    /// <summary>How an endpoint is called in logs and settlements: host, port and path.</summary>
    public static string NameOf(string url) => TryRead(url, out var address, out _) ? (address!.Authority + address.AbsolutePath).TrimEnd('/') : "?";

    private static Uri Base(Uri url)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        var suffix = Pasted.FirstOrDefault(p => path.EndsWith(p, StringComparison.OrdinalIgnoreCase)) ?? "";
        return new UriBuilder(url) { Path = path[..^suffix.Length] }.Uri;
    }
}
