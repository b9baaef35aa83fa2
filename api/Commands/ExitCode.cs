namespace TrailWatch.Commands;

/// <summary>What a command's end tells a script.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>It ended early, or something was left out.</summary>
    public const int Incomplete = 1;

    /// <summary>It was not understood, and did nothing.</summary>
    public const int Usage = 2;

    /// <summary>Told to stop, as shells count it for Ctrl-C.</summary>
    public const int Interrupted = 130;
}
