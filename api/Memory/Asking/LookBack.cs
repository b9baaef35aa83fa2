namespace TrailWatch.Memory.Asking;

/// <summary>A look-back over the limit of distinct read calls.</summary>
/// <param name="Begins">Its first bucket with a read call, counted from 1970.</param>
/// <param name="End">Its last bucket.</param>
/// <param name="Distinct">Distinct names in it.</param>
/// <param name="From">Where it begins, whether or not there is a call.</param>
public sealed record LookBack(long Begins, long End, int Distinct, long From);
