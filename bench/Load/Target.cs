namespace TrailWatch.Bench.Load;

/// <summary>Where load goes.</summary>
/// <param name="Address">On this machine.</param>
/// <param name="Path">Posted to.</param>
/// <param name="IsChecked">Whether the answers must account for all records; not so of a server that only throws them away.</param>
internal sealed record Target(Uri Address, string Path = "/v1/events", bool IsChecked = true);
