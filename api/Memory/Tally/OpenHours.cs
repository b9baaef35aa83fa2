using System.Globalization;
using StackExchange.Redis;

namespace TrailWatch.Memory.Tally;

/// <summary>The hours that a subject's state still remembers, as tally.lua keeps them: <c>h:HOUR</c> and <c>label=size,...</c>.</summary>
internal static class OpenHours
{
    private const string Prefix = "h:";

    /// <summary>Distinct events by window label.</summary>
    public static Dictionary<string, long> Sizes(string labels) => labels
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>All their windows' keys.</summary>
    public static IEnumerable<RedisKey> KeysOf(SubjectKeys keys, HashEntry[] state) =>
        from field in state
        where ((string)field.Name!).StartsWith(Prefix, StringComparison.Ordinal)
        let hour = long.Parse(((string)field.Name!).AsSpan(Prefix.Length), CultureInfo.InvariantCulture)
        from label in Sizes(field.Value!).Keys
        from key in (RedisKey[])[keys.Ids(label, hour), keys.Values(label[..^1], hour)]
        select key;
}
