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

    /// <summary>Writes a line: on a screen above the bars that may be there, elsewhere unbroken, for lines are searched and paths are copied.</summary>
    public static void Say(this IAnsiConsole console, string line)
    {
        if (console.Profile.Capabilities.Interactive)
        {
            console.Write(new Text(line + "\n"));
        }
        else
        {
            console.Profile.Out.Writer.WriteLine(line);
        }
    }

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
