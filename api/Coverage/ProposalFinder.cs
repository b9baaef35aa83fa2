using System.Globalization;
using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Survey;

namespace TrailWatch.Coverage;

/// <summary>
/// Proposes service accounts from what was seen: accounts that act like machines, have done so for a while and are not in the
/// directory yet, and approvals that nobody uses any more. It goes once through all actors and keeps the busiest.
/// </summary>
public sealed class ProposalFinder(ActorSurvey survey, DirectoryCache directory, FindingSearch findings)
{
    private const int FindingsLookedAt = 100;
    private static readonly string[] Labels = [WindowLabel.ApiCalls];

    public async Task<ProposalAnswer> FindAsync(ProposalQuestion question, CancellationToken cancellation)
    {
        var use = new DirectoryUse(await directory.LatestAsync(cancellation).ConfigureAwait(false));
        var unusedSince = question.At - (question.UnusedDays * Clock.DayMs);
        var busiest = new TopList<Candidate>(question.Limit, TopList<Candidate>.LargestFirst(c => c.Hours, c => c.Outline.Key));
        var actors = 0L;
        await foreach (var outline in survey.ActorsAsync(Labels, withHabits: true, cancellation).ConfigureAwait(false))
        {
            actors++;
            var actor = ActorOfKey.Read(outline.Key);
            if (!use.See(actor, outline.Newest)
                && outline.Newest - outline.First >= question.MinimumDays * Clock.DayMs
                && outline.Newest >= unusedSince
                && MachineLikeness.Of(actor, outline.Habits) is { } kind)
            {
                busiest.Add(new(outline, kind));
            }
        }

        var add = new List<ProposedAccount>();
        foreach (var candidate in busiest.Items)
        {
            cancellation.ThrowIfCancellationRequested();
            add.Add(await ProposeAsync(candidate).ConfigureAwait(false));
        }

        var stale = use.UnusedSince(unusedSince).OrderBy(u => u.LastSeen ?? 0).ToList();
        var expires = DateTimeOffset.FromUnixTimeMilliseconds((question.At / Clock.DayMs * Clock.DayMs) + (question.ExpiresDays * Clock.DayMs));
        return new(
            Moment.Of(question.At),
            [.. add.Select(a => new ServiceAccount { Name = a.Identity, Reason = a.Why, Expires = expires })],
            add,
            busiest.Total,
            [.. stale.Take(question.Limit).Select(s => Withdraw(s.Account, s.LastSeen, question))],
            stale.Count,
            actors);
    }

    private async Task<ProposedAccount> ProposeAsync(Candidate candidate)
    {
        var (outline, kind) = candidate;
        var (found, _) = await findings.FindAsync(new() { Actor = outline.Key }, null, FindingsLookedAt).ConfigureAwait(false);
        string[] open = [.. found.Where(f => f.Disposition != "benign").Select(f => f.Detection).Distinct().Order(StringComparer.Ordinal)];
        var baseline = outline.Baselines[0];
        var share = candidate.Hours / Math.Max(1, Clock.HourOf(outline.Newest) - Clock.HourOf(outline.First) + 1);
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"Proposed by TrailWatch: {kind}, seen {Clock.Rfc3339(outline.First)} to {Clock.Rfc3339(outline.Newest)}, active in {candidate.Hours:0} hours ({share:P0}) with {baseline.Mean:0.#} ± {baseline.StandardDeviation:0.#} calls, never with MFA, never at the console, {(open.Length == 0 ? "no open findings" : $"open findings: {string.Join(", ", open)}")}.");
        return new(
            outline.Key, why, kind, Moment.Of(outline.First), Moment.Of(outline.Newest), (long)candidate.Hours, Math.Min(1, share), baseline.Mean,
            baseline.StandardDeviation, open);
    }

    private static StaleApproval Withdraw(ServiceAccount account, long? lastSeen, ProposalQuestion question) => new(
        account.Name,
        lastSeen is { } seen
            ? string.Create(CultureInfo.InvariantCulture, $"Not seen for {(question.At - seen) / Clock.DayMs} days.")
            : "Never seen since TrailWatch has been watching.",
        account.Owner,
        account.Ticket,
        account.Expires?.UtcDateTime,
        Moment.Of(lastSeen));

    private sealed record Candidate(ActorOutline Outline, string Kind)
    {
        public double Hours => Outline.Baselines[0].Points ?? 0;
    }
}
