namespace TrailWatch.Hosting;

/// <summary>The service cannot start as it is told to; the message is a sentence for whoever started it.</summary>
internal sealed class StartRefusedException(string sentence, Exception? cause = null) : Exception(sentence, cause);
