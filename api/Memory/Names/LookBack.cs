namespace TrailWatch.Memory.Names;

/// <summary>A look-back over the limit.</summary>
/// <param name="Begins">Its first ten-minute bucket with a name.</param>
/// <param name="End">The bucket that it ends with.</param>
/// <param name="Distinct">How many names it has.</param>
public sealed record LookBack(long Begins, long End, int Distinct);
