using StackExchange.Redis;
using TrailWatch.Memory.Store;

namespace TrailWatch.Memory.Accounts;

/// <summary>Which AWS accounts a batch brought events of, how new, and after how long.</summary>
public sealed class AccountsQuestion
{
    /// <summary>More accounts than an organization has; the longest silent go first.</summary>
    public const int MostAccounts = 10_000;

    /// <summary>Days for which delays are kept.</summary>
    public const int DelayDays = 7;

    private static readonly string Script = LuaScripts.Load("accounts.lua");
    private readonly Dictionary<string, Heard> _heard = new(StringComparer.Ordinal);
    private readonly long? _arrival;

    private AccountsQuestion(long? arrival) => _arrival = arrival;

    /// <param name="sightings">The batch's events.</param>
    /// <param name="arrival">When they came, Unix ms; null while history is learnt, whose arrival says nothing.</param>
    public static AccountsQuestion Of(IEnumerable<Sighting> sightings, long? arrival)
    {
        var question = new AccountsQuestion(arrival);
        foreach (var sighting in sightings.Where(s => s.Account.Length > 0))
        {
            if (!question._heard.TryGetValue(sighting.Account, out var heard))
            {
                question._heard[sighting.Account] = heard = new();
            }

            heard.Newest = Math.Max(heard.Newest, sighting.Event.Time);
            if (arrival is { } at)
            {
                heard.Delays[DelayBuckets.Of(at - sighting.Event.Time)]++;
            }
        }

        return question;
    }

    internal Task Send(IDatabaseAsync redis, string keyPrefix, MemoryOptions options)
    {
        if (_heard.Count == 0)
        {
            return Task.CompletedTask;
        }

        var keys = new AccountKeys(keyPrefix);
        List<RedisValue> argv =
            [MostAccounts, options.ActorRetentionMs, (DelayDays + 1) * Clock.DayMs, _arrival is { } at ? at : "", _heard.Count];
        foreach (var (account, heard) in _heard)
        {
            var delays = heard.Delays.Index().Where(d => d.Item > 0).ToList();
            argv.AddRange([account, heard.Newest, delays.Count]);
            argv.AddRange(delays.SelectMany(d => (RedisValue[])[d.Index, d.Item]));
        }

        return redis.ScriptEvaluateAsync(Script, [keys.Newest, keys.LastArrival, keys.Delays((_arrival ?? 0) / Clock.DayMs)], [.. argv]);
    }

    private sealed class Heard
    {
        public long Newest { get; set; } = long.MinValue;

        public long[] Delays { get; } = new long[DelayBuckets.Limits.Count + 1];
    }
}
