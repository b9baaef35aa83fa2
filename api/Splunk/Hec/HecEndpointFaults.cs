namespace TrailWatch.Splunk.Hec;

/// <summary>What is wrong with one endpoint's settings.</summary>
internal static class HecEndpointFaults
{
    public static IEnumerable<string> Of(HecEndpointOptions endpoint, int number)
    {
        var at = $"{HecOptions.Section}:Endpoints:{number}";
        if (!HecUrl.TryRead(endpoint.Url, out _, out var fault))
        {
            yield return $"{at}:Url {fault}";
        }

        if (string.IsNullOrWhiteSpace(endpoint.Token) == string.IsNullOrWhiteSpace(endpoint.TokenFile))
        {
            yield return $"{at} must have either a Token or a TokenFile.";
        }
        else if (!new HecToken(endpoint).TryRead(out _, out var tokenFault))
        {
            yield return $"{at}: {tokenFault}";
        }

        if (!string.IsNullOrEmpty(endpoint.Channel) && !Guid.TryParseExact(endpoint.Channel, "D", out _))
        {
            yield return $"{at}:Channel must be a GUID, or be left out.";
        }

        if (endpoint.Weight is < 1 or > 100)
        {
            yield return $"{at}:Weight must be from 1 to 100.";
        }
    }
}
