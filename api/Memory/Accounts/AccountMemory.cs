using System.Globalization;
using StackExchange.Redis;

namespace TrailWatch.Memory.Accounts;

/// <summary>What is remembered of one AWS account.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Newest">Its newest event's time, Unix ms.</param>
/// <param name="LastArrival">When something of it last arrived, Unix ms; null where it is only known from history.</param>
/// <param name="NewestThen">The newest event time that came then, Unix ms.</param>
/// <param name="Delays">Events of the last days by <see cref="DelayBuckets"/>.</param>
public sealed record AccountRecord(string Account, long Newest, long? LastArrival, long? NewestThen, IReadOnlyList<long> Delays);

/// <summary>Reads what is remembered of AWS accounts.</summary>
public sealed class AccountMemory(IStore store)
{
    /// <param name="now">Unix ms; the delays are those of the days that end with it.</param>
    public async Task<IReadOnlyList<AccountRecord>> ReadAsync(long now)
    {
        var keys = new AccountKeys(store.KeyPrefix);
        var today = now / Clock.DayMs;
        var pipeline = store.Database.CreateBatch();
        var newest = pipeline.SortedSetRangeByRankWithScoresAsync(keys.Newest);
        var last = pipeline.HashGetAllAsync(keys.LastArrival);
        var days = Enumerable.Range(0, AccountsQuestion.DelayDays).Select(d => pipeline.HashGetAllAsync(keys.Delays(today - d))).ToList();
        pipeline.Execute();
        var arrivals = (await last.ConfigureAwait(false)).ToDictionary(e => (string)e.Name!, e => ((string)e.Value!).Split(','));
        var delays = Sum(await Task.WhenAll(days).ConfigureAwait(false));
        return [.. (await newest.ConfigureAwait(false)).Select(e =>
        {
            var account = (string)e.Element!;
            var arrival = arrivals.GetValueOrDefault(account);
            return new AccountRecord(
                account, (long)e.Score, arrival is null ? null : Number(arrival[0]), arrival is null ? null : Number(arrival[1]),
                delays.GetValueOrDefault(account) ?? new long[DelayBuckets.Limits.Count + 1]);
        })];
    }

    private static Dictionary<string, long[]> Sum(IEnumerable<HashEntry[]> days)
    {
        var sums = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var entry in days.SelectMany(d => d))
        {
            var name = (string)entry.Name!;
            var colon = name.LastIndexOf(':');
            var bucket = int.Parse(name.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            if (!sums.TryGetValue(name[..colon], out var counts))
            {
                sums[name[..colon]] = counts = new long[DelayBuckets.Limits.Count + 1];
            }

            counts[Math.Min(bucket, counts.Length - 1)] += (long)entry.Value;
        }

        return sums;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
