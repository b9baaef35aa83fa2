namespace TrailWatch.Backtests;

/// <summary>What shall be tried.</summary>
/// <param name="Id">Last part of its address.</param>
/// <param name="OnCopy">Whether each setting starts from a copy of what is remembered; else from nothing.</param>
/// <param name="Settings">The present settings first.</param>
/// <param name="Records">The stream.</param>
public sealed record BacktestPlan(string Id, bool OnCopy, IReadOnlyList<BacktestSetting> Settings, IRecordSource Records);
