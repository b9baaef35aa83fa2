using System.Globalization;
using System.Runtime.InteropServices;

namespace TrailWatch.Bench;

/// <summary>What a bench measured, as Markdown.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Body">The numbers as they came out.</param>
/// <param name="IsWithinTargets">Whether they are as good as they should be.</param>
/// <param name="RedisVersion">Of the redis-server at hand.</param>
internal sealed record Report(string Title, string Body, bool IsWithinTargets, string RedisVersion)
{
    public string Text => string.Create(CultureInfo.InvariantCulture, $"# {Title}\n\n{Machine()}\n\n{Body}\n");

    public Task WriteAsync(string name)
    {
        var folder = Path.Combine("bench", "reports");
        Directory.CreateDirectory(folder);
        return File.WriteAllTextAsync(Path.Combine(folder, name + ".md"), Text);
    }

    private string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Cpu()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, redis-server {RedisVersion} on the same machine.");

    private static string Cpu() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown CPU"
        : "unknown CPU";
}
