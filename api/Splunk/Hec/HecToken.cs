namespace TrailWatch.Splunk.Hec;

/// <summary>The token of an endpoint, as it is now: a file is read each time, so a secret that was exchanged is used at once.</summary>
internal sealed class HecToken(HecEndpointOptions endpoint)
{
    /// <param name="fault">A sentence without the token.</param>
    public bool TryRead(out string token, out string? fault)
    {
        token = "";
        try
        {
            token = (string.IsNullOrWhiteSpace(endpoint.TokenFile) ? endpoint.Token ?? "" : File.ReadAllText(endpoint.TokenFile)).Trim();
            fault = token.Length == 0 ? "The HEC token is empty."
                : token.AsSpan().ContainsAnyExceptInRange('!', '~') ? "The HEC token holds a character that a header cannot carry."
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"The token file '{endpoint.TokenFile}' cannot be read.";
        }

        return fault is null;
    }

    /// <summary>For the header. Empty where it cannot be read; whoever sends asks <see cref="TryRead"/> first.</summary>
    public string Current => TryRead(out var token, out _) ? token : "";
}
