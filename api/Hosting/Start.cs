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
        catch (OptionsValidationException e)
        {
            return await ExplainAsync(e.Failures);
        }
        catch (StartRefusedException e)
        {
            return await ExplainAsync([e.Message]);
        }
    }

    private static async Task<int> ExplainAsync(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            await Console.Error.WriteLineAsync(sentence);
        }

        return Refused;
    }
}
