using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TrailWatch.Replay;

/// <summary>What is replayed, short enough to be written down again and again.</summary>
/// <param name="Paths">As they were named, absolute.</param>
/// <param name="Files">How many they mean.</param>
/// <param name="Bytes">Of all files together.</param>
/// <param name="Digest">Over path, length and time of change of each file.</param>
internal sealed record ReplayInputs(IReadOnlyList<string> Paths, int Files, long Bytes, string Digest)
{
    public static ReplayInputs Of(IEnumerable<string> paths, IReadOnlyList<LogFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{file.Path}\0{file.Length}\0{file.Modified.Ticks}\n")));
        }

        return new ReplayInputs(
            [.. paths.Select(Path.GetFullPath).Order(StringComparer.Ordinal)],
            files.Count,
            files.Sum(f => f.Length),
            Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
