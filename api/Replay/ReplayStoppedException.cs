namespace TrailWatch.Replay;

/// <summary>The replay cannot go on; the message says why in a sentence, and what has been answered stays answered.</summary>
internal sealed class ReplayStoppedException(string sentence, Exception? cause = null) : Exception(sentence, cause);
