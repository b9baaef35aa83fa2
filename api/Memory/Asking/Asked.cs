using TrailWatch.Memory.Log;

namespace TrailWatch.Memory.Asking;

/// <summary>A question on its way through a turn: where its block stands, and what was said of it when the memory took it.</summary>
internal sealed class Asked(SubjectQuestion question, MemorySettings settings)
{
    public SubjectQuestion Question { get; } = question;

    public MemorySettings Settings { get; } = settings;

    /// <summary>The next one about the same subject; null for the last.</summary>
    public Asked? Next { get; set; }

    /// <summary>Where its block begins and ends in the turn's bytes; nothing between where it brings no news.</summary>
    public (int From, int To) Block { get; set; }

    /// <summary>Where the memory stood before it.</summary>
    public Before Before { get; set; }

    public Learnt Learnt { get; } = new();
}
