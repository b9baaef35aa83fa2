using Spectre.Console.Cli;
using TrailWatch.Evaluation;
using TrailWatch.Replay;

namespace TrailWatch.Commands;

/// <summary><c>replay</c>: CloudTrail from files, in order of time, through the evaluation.</summary>
internal sealed class ReplayCommand : AsyncCommand<ReplaySettings>
{
    public const string About =
        "Replay CloudTrail files in order of time, to evaluate them or to learn from them. After Ctrl-C the same command goes on where it was. "
        + "Exit codes: 0 good, 1 something was left out, 2 wrong command line, 130 stopped by Ctrl-C.";

    public override async Task<int> ExecuteAsync(CommandContext context, ReplaySettings settings, CancellationToken cancellationToken)
    {
        var checkpoint = new CheckpointFile(ShellFolder.Resolve(settings.Checkpoint));
        var paths = settings.Paths.Select(ShellFolder.Resolve).ToList();
        var search = new FileSearch(except: checkpoint.Path);
        paths.ForEach(search.Add);
        if (search.Files.Count == 0)
        {
            return Fail("There is nothing to replay: no .json, .ndjson or .jsonl, with or without .gz.", ExitCode.Usage);
        }

        try
        {
            await using var target = await OpenTarget.OfAsync(settings, [.. context.Remaining.Raw], Note, cancellationToken).ConfigureAwait(false);
            var start = new Checkpoint
            {
                Inputs = ReplayInputs.Of(paths, search.Files),
                Mode = settings.Mode == ReplayMode.Learn ? EvaluationMode.Learn : EvaluationMode.Evaluate,
                Target = target.Target.Name,
            };
            if (!settings.Restart && checkpoint.Load() is { } earlier)
            {
                if (earlier.DifferencesTo(start).ToList() is { Count: > 0 } differences)
                {
                    return Fail(
                        $"{checkpoint.Path} belongs to another replay. {string.Join(' ', differences)} "
                        + "Begin anew with --restart, or keep both with --checkpoint.", ExitCode.Usage);
                }

                start = earlier;
                Note($"Going on after {start.Tally.Records:N0} records.");
            }

            var run = new ReplayRun(search.Files, target.Target, checkpoint, start, settings.Batch, TimeProvider.System);
            return await RunAsync(run, search, checkpoint, cancellationToken).ConfigureAwait(false);
        }
        catch (ReplayStoppedException e)
        {
            return Fail(e.Message, ExitCode.Incomplete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(e.Message, ExitCode.Incomplete);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> RunAsync(ReplayRun run, FileSearch search, CheckpointFile checkpoint, CancellationToken cancellation)
    {
        try
        {
            await ReplayDisplay.WatchAsync(Terminal.Error, run, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ReplayStoppedException || (e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            Note(e is ReplayStoppedException ? e.Message : "Stopped.");
            Note(run.Progress.DoneRecords == 0
                ? "Nothing has been sent yet."
                : $"{run.Progress.DoneRecords:N0} records are done; the same command goes on from there ({checkpoint.Path}).");
            return e is ReplayStoppedException ? ExitCode.Incomplete : ExitCode.Interrupted;
        }

        checkpoint.Remove();
        var faults = search.Faults.Concat(run.Faults).ToList();
        new ReplayReport(run, search, faults).WriteTo(Terminal.Output);
        return faults.Count > 0 || run.Tally.Rejected.Count > 0 || run.Tally.FailedDetections.Count > 0 ? ExitCode.Incomplete : ExitCode.Good;
    }

    private static int Fail(string sentence, int code)
    {
        Note(sentence);
        return code;
    }

    private static void Note(string sentence) => Terminal.Error.Say(sentence);
}
