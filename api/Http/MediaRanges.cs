using Microsoft.Net.Http.Headers;

namespace TrailWatch.Http;

/// <summary>What <c>Accept</c> asks for.</summary>
public static class MediaRanges
{
    /// <summary>Whether the caller wants one form more than the one that is given unasked.</summary>
    public static bool Prefers(HttpRequest request, string type, string usual) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && Wanted(accepted, new MediaTypeHeaderValue(type)) > Wanted(accepted, new MediaTypeHeaderValue(usual));

    // The most specific range that covers the type speaks for it: "text/csv;q=0.1, */*" does not want CSV.
    private static double Wanted(IList<MediaTypeHeaderValue> accepted, MediaTypeHeaderValue type) => accepted
        .Where(range => type.IsSubsetOf(WithoutParameters(range)))
        .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
        .Select(range => range.Quality ?? 1)
        .FirstOrDefault();

    private static MediaTypeHeaderValue WithoutParameters(MediaTypeHeaderValue range) => new(range.MediaType);
}
