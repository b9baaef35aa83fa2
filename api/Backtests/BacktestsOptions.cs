using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TrailWatch.Backtests;

/// <summary>Section <c>Backtests</c>: how much a backtest may ask of the service.</summary>
public sealed class BacktestsOptions
{
    public const string Section = "Backtests";

    /// <summary>The directory whose folders may be replayed by name; absent: none may, and a backtest brings its records along.</summary>
    public string? Folder { get; set; }

    /// <summary>Backtests that run at once, all replicas taken together: each asks the store as much as live traffic does.</summary>
    [Range(1, 8)]
    public int Concurrent { get; set; } = 1;

    /// <summary>Settings that one grid may make, beside the present ones: each has a memory of its own in the store.</summary>
    [Range(1, 100)]
    public int MaxSettings { get; set; } = 24;

    /// <summary>After so many hours a run is given up.</summary>
    [Range(1, 48)]
    public int MaxHours { get; set; } = 6;

    /// <summary>Days for which a report can be read.</summary>
    [Range(1, 90)]
    public int KeepDays { get; set; } = 7;

    internal long KeepMs => (long)TimeSpan.FromDays(KeepDays).TotalMilliseconds;
}

[OptionsValidator]
internal sealed partial class BacktestsOptionsValidator : IValidateOptions<BacktestsOptions>;

/// <summary>A folder that is not there is told at the start, and not by the first backtest.</summary>
internal sealed class BacktestsFolderValidator : IValidateOptions<BacktestsOptions>
{
    public ValidateOptionsResult Validate(string? name, BacktestsOptions options) =>
        string.IsNullOrWhiteSpace(options.Folder) || Directory.Exists(options.Folder)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Backtests:Folder must name a directory that is there, or be absent.");
}
