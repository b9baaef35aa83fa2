namespace TrailWatch.Bench.EndToEnd;

/// <summary>How large an installation must be, from what an event costs.</summary>
/// <param name="ServiceMicros">CPU of the service per event.</param>
/// <param name="RedisMicros">CPU of one Redis per event.</param>
/// <param name="ClusterMicros">CPU of all masters of a cluster per event.</param>
/// <param name="BytesPerEvent">Of Redis while the event's hour is open.</param>
internal sealed record Sizing(double ServiceMicros, double RedisMicros, double ClusterMicros, double BytesPerEvent)
{
    private const string Begin = "<!-- sizing -->";
    private const string End = "<!-- /sizing -->";

    // Room for peaks, failover and a noisy neighbour.
    private const double Busy = 0.7;

    // The hour itself and the two hours of lateness.
    private const double OpenSeconds = 3 * 3600;
    private static readonly int[] Rates = [10_000, 100_000, 1_000_000];

    public string Table => string.Join('\n', [
        FormattableString.Invariant($"One Redis core carries {1e6 / RedisMicros:N0} events/s at most, and {Busy * 1e6 / RedisMicros:N0} when it may be busy for {Busy:P0} of the time; one core of the service {1e6 / ServiceMicros:N0} and {Busy * 1e6 / ServiceMicros:N0}."),
        FormattableString.Invariant($"Ids of open hours take {BytesPerEvent:N0} bytes an event for three hours (less with a shorter `Memory:LatenessMinutes`)."),
        "",
        "| events/s | cores for the service | Redis | memory of Redis for open hours |",
        "|--:|--:|---|--:|",
        .. Rates.Select(rate => FormattableString.Invariant($"| {rate:N0} | {Cores(rate * ServiceMicros)} | {Redis(rate)} | {rate * OpenSeconds * BytesPerEvent / 1e9:N0} GB |")),
    ]);

    /// <summary>Puts the table between its marks in a README.</summary>
    public async Task WriteIntoAsync(string path)
    {
        var text = await File.ReadAllTextAsync(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        await File.WriteAllTextAsync(path, $"{text[..from]}\n{Table}\n{text[to..]}");
    }

    private string Redis(int rate) => Cores(rate * RedisMicros) == 1 ? "one" : $"a cluster of {Math.Max(3, Cores(rate * ClusterMicros))} masters";

    private static int Cores(double microsPerSecond) => (int)Math.Ceiling(microsPerSecond / 1e6 / Busy);
}
