using Spectre.Console;

namespace TrailWatch.Commands;

/// <summary>
/// The two outputs: results go to the standard output, all else to the standard error output, so that results can be piped on while
/// the progress stays on the screen.
/// </summary>
internal static class Terminal
{
    private const int WidthOfAFile = 160;

    public static IAnsiConsole Output { get; } = Over(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Over(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Over(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = WidthOfAFile;
        }

        return console;
    }
}
