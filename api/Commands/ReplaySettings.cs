using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using TrailWatch.Replay;

namespace TrailWatch.Commands;

internal sealed class ReplaySettings : CommandSettings
{
    /// <summary>The most that a service takes in one request by default.</summary>
    private const int MostRecords = 100_000;

    [CommandArgument(0, "<PATH>")]
    [Description("One or more files, or folders with all below them: .json, .ndjson and .jsonl, each also with .gz, in any shape that POST /v1/events reads.")]
    public string[] Paths { get; init; } = [];

    [CommandOption("--mode <MODE>")]
    [Description("evaluate (if nothing is said): remember, judge, and store findings. learn: remember only, to seed the memory from history.")]
    [DefaultValue(ReplayMode.Evaluate)]
    public ReplayMode Mode { get; init; }

    [CommandOption("--to <URL>")]
    [Description("A running service to send to, for example http://127.0.0.1:8080. If nothing is said, the configured store is opened here; the embedded one can be open only once, so not while the service runs. Its settings come from the environment, or stand behind a bare --.")]
    public string? To { get; init; }

    [CommandOption("--key-file <FILE>")]
    [Description("A file with the API key of that service. Without it the key is taken from TRAILWATCH_API_KEY, if that is set.")]
    public string? KeyFile { get; init; }

    [CommandOption("--checkpoint <FILE>")]
    [Description("Where it is noted how far the replay is, so that the same command goes on from there after Ctrl-C or a crash; removed at the end. If nothing is said, .trailwatch-replay.json in the current folder.")]
    [DefaultValue(CheckpointFile.DefaultName)]
    public string Checkpoint { get; init; } = CheckpointFile.DefaultName;

    [CommandOption("--restart")]
    [Description("Begin anew, whatever the checkpoint says. Events that were replayed before change nothing.")]
    public bool Restart { get; init; }

    [CommandOption("--batch <RECORDS>")]
    [Description("Records that are sent at one go; 5000 if nothing is said.")]
    [DefaultValue(5_000)]
    public int Batch { get; init; }

    public override ValidationResult Validate() =>
        Paths.Select(ShellFolder.Resolve).FirstOrDefault(path => !Path.Exists(path)) is { } missing
            ? ValidationResult.Error($"There is no file or folder {missing}.")
        : Batch is < 1 or > MostRecords
            ? ValidationResult.Error("--batch must be from 1 to 100000.")
        : To is not null && ServiceAddress is null
            ? ValidationResult.Error("--to must be an http or https address, for example http://127.0.0.1:8080.")
        : To is null && KeyFile is not null
            ? ValidationResult.Error("--key-file is for a service: name it with --to.")
        : KeyFile is not null && !File.Exists(ShellFolder.Resolve(KeyFile))
            ? ValidationResult.Error($"There is no file {ShellFolder.Resolve(KeyFile)}.")
        : ValidationResult.Success();

    public Uri? ServiceAddress =>
        Uri.TryCreate(To, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;
}

/// <summary>The modes that a replay can have; a dry run would forget each batch before the next.</summary>
internal enum ReplayMode
{
    Evaluate,
    Learn,
}
