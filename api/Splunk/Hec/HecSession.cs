using System.Net.Http.Headers;

namespace TrailWatch.Splunk.Hec;

/// <summary>
/// The cookies by which a balancer keeps a client on one indexer. When they change, the indexer has, and it knows nothing of
/// earlier acknowledgements.
/// </summary>
internal static class HecSession
{
    // AWS's balancer encrypts the same target anew in every answer, so a change says nothing.
    private const string RewrittenEachTime = "AWSALB";

    /// <summary>Name and value of each, sorted; null where the answer sets none.</summary>
    public static string? Of(HttpResponseHeaders? headers)
    {
        if (headers is null || !headers.TryGetValues("Set-Cookie", out var set))
        {
            return null;
        }

        var cookies = set.Select(cookie => cookie.Split(';', 2)[0].Trim())
            .Where(cookie => !cookie.StartsWith(RewrittenEachTime, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return cookies.Count == 0 ? null : string.Join("; ", cookies);
    }
}
