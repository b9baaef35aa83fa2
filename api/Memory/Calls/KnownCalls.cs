using StackExchange.Redis;

namespace TrailWatch.Memory.Calls;

/// <summary>What is remembered of a role's calls, by itself or by a lookup that was imported.</summary>
/// <param name="First">The first of all, Unix ms; null where there is none.</param>
/// <param name="Newest">The newest that was seen, Unix ms; null where only a lookup knows some.</param>
/// <param name="Calls">Each with its times; one only where one was asked for.</param>
public sealed record KnownCalls(long? First, long? Newest, IReadOnlyDictionary<string, CallHistory> Calls)
{
    internal const string FirstField = "first";
    internal const string NewestField = "newest";

    /// <param name="hash">All of it.</param>
    public static KnownCalls Read(HashEntry[] hash)
    {
        long? first = null, newest = null;
        var calls = new Dictionary<string, CallHistory>(hash.Length, StringComparer.Ordinal);
        foreach (var entry in hash)
        {
            switch ((string)entry.Name!)
            {
                case FirstField:
                    first = (long)entry.Value;
                    break;
                case NewestField:
                    newest = (long)entry.Value;
                    break;
                case var call:
                    calls[call] = CallHistory.Read(entry.Value!);
                    break;
            }
        }

        return new(first, newest, calls);
    }

    /// <param name="call">The call that was asked for.</param>
    /// <param name="fields">The fields first, newest and that call's.</param>
    internal static KnownCalls Read(string call, RedisValue[] fields) => new(
        (long?)fields[0], (long?)fields[1],
        fields[2].IsNull ? new Dictionary<string, CallHistory>() : new Dictionary<string, CallHistory> { [call] = CallHistory.Read(fields[2]!) });
}
