namespace TrailWatch.CloudTrail;

/// <summary>Why a body as a whole could not be read.</summary>
public enum ReadFailure
{
    EmptyBody,
    NotJson,
    TooManyRecords,
}

/// <param name="Failure">Tells a limit (413) from a body that is none (400).</param>
/// <param name="Detail">One sentence; never echoes the sender's text.</param>
public sealed record ReadError(ReadFailure Failure, string Detail);
