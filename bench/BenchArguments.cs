using System.Globalization;

namespace TrailWatch.Bench;

/// <summary>What follows a bench's name on the command line.</summary>
/// <param name="Seconds">How long each single measure lasts.</param>
/// <param name="IsQuick">Fewer of them and smaller ones: to see that it works, not to be reported.</param>
internal sealed record BenchArguments(double Seconds, bool IsQuick)
{
    public TimeSpan Time => TimeSpan.FromSeconds(Seconds);

    /// <summary>How often what is compared is measured in turn; the median counts.</summary>
    public int Rounds => IsQuick ? 1 : 5;

    /// <exception cref="ArgumentException">A word is none of these, or no number follows.</exception>
    public static BenchArguments Read(IEnumerable<string> words)
    {
        var result = new BenchArguments(3, false);
        for (var left = new Queue<string>(words); left.TryDequeue(out var word);)
        {
            result = word switch
            {
                "--quick" => result with { IsQuick = true },
                "--seconds" when left.TryDequeue(out var number) && double.TryParse(number, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 =>
                    result with { Seconds = seconds },
                _ => throw new ArgumentException($"{word} is none of --seconds S, --quick."),
            };
        }

        return result;
    }

    /// <summary>Tells whoever waits what is measured now.</summary>
    public static void Tell(string what) => Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {what}");
}
