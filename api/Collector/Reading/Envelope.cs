namespace TrailWatch.Collector.Reading;

/// <summary>One event as it was sent, whole.</summary>
/// <param name="Number">Its place in the request, counted from 0.</param>
/// <param name="Event">The JSON value of <c>event</c>.</param>
/// <param name="Fields">The JSON object of <c>fields</c>; empty where there is none.</param>
/// <param name="Time">Seconds since 1970, exact; null where the sender did not say.</param>
/// <param name="From">With the request's and the token's words where it has none of its own.</param>
internal sealed record Envelope(int Number, ReadOnlyMemory<byte> Event, ReadOnlyMemory<byte> Fields, decimal? Time, Provenance From);
