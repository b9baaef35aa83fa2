namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>What a soak ended with.</summary>
/// <param name="Answered">Findings that evaluation answered and that were to be sent.</param>
/// <param name="Missing">Those of them that are not in Splunk's index.</param>
/// <param name="Indexed">Events in the index.</param>
/// <param name="Marked">Of those, how many say that they may be there twice.</param>
/// <param name="Unmarked">Revisions of findings that are there more than once without saying so.</param>
/// <param name="Dead">Dead letters when everything was well again; each was then sent again.</param>
/// <param name="Unexplained">Dead letters without a reason.</param>
/// <param name="Left">Deliveries still pending or dead at the end.</param>
/// <param name="Repeats">Batches that had to be sent again, because they were not answered.</param>
/// <param name="Failures">What Splunk did, by kind.</param>
/// <param name="HasTriedAll">Each kind happened.</param>
/// <param name="Settled">How long after the last failure everything was delivered.</param>
internal sealed record SoakResult(
    int Answered,
    IReadOnlyList<string> Missing,
    int Indexed,
    int Marked,
    IReadOnlyList<string> Unmarked,
    int Dead,
    int Unexplained,
    int Left,
    int Repeats,
    IReadOnlyDictionary<string, int> Failures,
    bool HasTriedAll,
    TimeSpan Settled);
