using Microsoft.Extensions.Options;
using TrailWatch.Http;

namespace TrailWatch.Hosting;

internal static class Start
{
    private const int Refused = 1;

    /// <summary>Runs until told to stop. A wrong setting ends it before anything starts, with one sentence for each fault.</summary>
    public static async Task<int> RunOrExplainAsync(this WebApplication app)
    {
        foreach (var warning in app.Services.GetServices<ReadyWarning>())
        {
            app.Logger.LogWarning("{Warning}", warning.Text);
        }

        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (Sentences(e) is { Count: > 0 } sentences)
        {
            sentences.ForEach(Console.Error.WriteLine);
            return Refused;
        }
    }

    /// <summary>None for a fault that is not the operator's to mend: that one ends the process with its stack trace.</summary>
    internal static List<string> Sentences(Exception exception) => exception switch
    {
        OptionsValidationException e => [.. e.Failures],
        StartRefusedException e => [e.Message],
        AggregateException e when e.InnerExceptions.All(inner => Sentences(inner).Count > 0) => [.. e.InnerExceptions.SelectMany(Sentences)],

        // The configuration binder's way to say that a value is no number, or none of the names that are allowed.
        InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException } e => [e.Message],
        _ => [],
    };
}
