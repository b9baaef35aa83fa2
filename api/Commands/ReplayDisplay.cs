using Spectre.Console;
using TrailWatch.Replay;

namespace TrailWatch.Commands;

/// <summary>Shows how far a replay is: a bar on a terminal, a line every few seconds elsewhere.</summary>
internal static class ReplayDisplay
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5);

    /// <summary>Runs the replay and returns, or throws, as it does.</summary>
    public static async Task WatchAsync(IAnsiConsole console, ReplayRun run, CancellationToken cancellation)
    {
        var work = Task.Run(() => run.RunAsync(cancellation), CancellationToken.None);
        if (console.Profile.Capabilities.Interactive)
        {
            await ShowBarsAsync(console, run, work).ConfigureAwait(false);
        }
        else
        {
            await EachAsync(Seldom, work, () => console.Say(ReplayLine.Of(run.Progress))).ConfigureAwait(false);
        }

        await work.ConfigureAwait(false);
    }

    private static Task ShowBarsAsync(IAnsiConsole console, ReplayRun run, Task work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn())
        .StartAsync(async context =>
        {
            var reading = context.AddTask("Reading", maxValue: Math.Max(1, run.Progress.Bytes));
            ProgressTask? sending = null;
            await EachAsync(Often, work, Show).ConfigureAwait(false);
            Show();

            void Show()
            {
                var now = run.Progress;
                reading.Value = now.SurveyedBytes;
                reading.Description = Markup.Escape(ReplayLine.OfSurvey(now));
                if (now.Records is { } all)
                {
                    sending ??= context.AddTask("Replaying", maxValue: Math.Max(1, all));
                    sending.Value = now.DoneRecords;
                    sending.Description = Markup.Escape(ReplayLine.OfSending(now));
                }
            }
        });

    private static async Task EachAsync(TimeSpan interval, Task work, Action show)
    {
        while (await Task.WhenAny(work, Task.Delay(interval)).ConfigureAwait(false) != work)
        {
            show();
        }
    }
}
