namespace TrailWatch.CloudTrail;

/// <summary>Where one record of a text lies, and when it happened.</summary>
/// <param name="Time">Unix milliseconds; null where the record has no readable time.</param>
/// <param name="Start">Into the text, or into what was unwrapped from it where <paramref name="Unwrapped"/> says so.</param>
/// <param name="Length">Bytes; 0 for what was rejected.</param>
/// <param name="Unwrapped">The record was escaped, packed or in another encoding, so its bytes are not the text's own.</param>
public readonly record struct RecordCut(long? Time, int Start, int Length, bool Unwrapped);
