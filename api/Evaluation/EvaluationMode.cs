namespace TrailWatch.Evaluation;

/// <summary>What a batch is for.</summary>
public enum EvaluationMode
{
    /// <summary>Remember and judge.</summary>
    Evaluate,

    /// <summary>Remember only: seeding from history.</summary>
    Learn,

    /// <summary>Judge as if, remember nothing.</summary>
    DryRun,
}
