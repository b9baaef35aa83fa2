namespace TrailWatch.Replay;

/// <summary>A file cannot be taken, or not any more; the message is a sentence. The replay goes on without it.</summary>
internal sealed class PieceUnreadableException(string sentence, Exception? cause = null) : Exception(sentence, cause);
