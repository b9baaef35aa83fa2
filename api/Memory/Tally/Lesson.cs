namespace TrailWatch.Memory.Tally;

/// <summary>What an analyst taught a baseline of one hour.</summary>
public enum Lesson
{
    /// <summary>The hour folds as any other.</summary>
    None,

    /// <summary>Its count is one more point, as it is.</summary>
    Benign,

    /// <summary>The hour is left out.</summary>
    Malicious,
}
