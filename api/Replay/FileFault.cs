namespace TrailWatch.Replay;

/// <summary>A file, or a part of one, that could not be replayed, and why in a sentence.</summary>
internal sealed record FileFault(string Path, string Reason);
