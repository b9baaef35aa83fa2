using System.Globalization;
using TrailWatch.Memory;
using TrailWatch.Memory.Accounts;

namespace TrailWatch.Coverage;

/// <summary>Which AWS accounts are silent, and how late the events of the others come.</summary>
internal static class AccountCoverage
{
    public static BlindSpotSection<SilentAccount> Silent(IReadOnlyList<AccountRecord> accounts, BlindSpotQuestion question)
    {
        var silent = accounts.Where(a => a.Newest < question.At - (question.SilentHours * Clock.HourMs)).OrderBy(a => a.Newest).ToList();
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"AWS accounts once heard of, whose newest event is more than {question.SilentHours} hours old: nothing that happens there is seen. See whether the trail, its bucket or the forwarder of the account has stopped."),
            silent.Count,
            [.. silent.Take(question.Limit).Select(a => new SilentAccount(a.Account, Moment.Of(a.Newest), Moment.Of(a.LastArrival)))]);
    }

    public static BlindSpotSection<AccountDelay> Delays(IReadOnlyList<AccountRecord> accounts, BlindSpotQuestion question, int latenessMinutes)
    {
        var delayed = accounts.Where(a => a.LastArrival is not null && a.Delays.Sum() > 0).Select(Delay)
            .OrderByDescending(d => d.P95Seconds ?? long.MaxValue).ThenByDescending(d => d.LastSeconds).ThenBy(d => d.Account, StringComparer.Ordinal).ToList();
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"How long events take from eventTime to arrival, the slowest accounts first. A finding comes no sooner than its events; what comes more than {latenessMinutes} minutes after newer events of its actor finds its hour closed and changes no tally. Forward more often, or raise Memory:LatenessMinutes."),
            delayed.Count,
            [.. delayed.Take(question.Limit)]);
    }

    private static AccountDelay Delay(AccountRecord a) => new(
        a.Account,
        a.Delays.Sum(),
        DelayBuckets.Quantile(a.Delays, 0.5),
        DelayBuckets.Quantile(a.Delays, 0.95),
        (a.LastArrival!.Value - a.NewestThen!.Value) / 1000d,
        Moment.Of(a.LastArrival.Value));
}
