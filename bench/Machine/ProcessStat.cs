using System.Globalization;

namespace TrailWatch.Bench.Machine;

/// <summary>What Linux says of a process under <c>/proc</c>.</summary>
internal static class ProcessStat
{
    // USER_HZ, which has been 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>User and system time of all its threads; in steps of 10 ms.</summary>
    public static TimeSpan Cpu(int id)
    {
        // The name in brackets may hold blanks; after it utime and stime are the 12th and 13th fields.
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    /// <summary>Resident bytes now.</summary>
    public static long Resident(int id) => Status(id, "VmRSS:");

    /// <summary>The most resident bytes since the start, or since <see cref="ForgetPeak"/>.</summary>
    public static long Peak(int id) => Status(id, "VmHWM:");

    /// <summary>The peak is what is resident now; Linux takes a 5 for that.</summary>
    public static void ForgetPeak(int id) => File.WriteAllText($"/proc/{id}/clear_refs", "5");

    private static long Status(int id, string name) =>
        Number(File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024;

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
