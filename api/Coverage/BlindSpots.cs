using System.Globalization;
using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Detections.ApiActivitySpike;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Accounts;
using TrailWatch.Memory.Survey;
using TrailWatch.Tuning;

namespace TrailWatch.Coverage;

/// <summary>
/// Says what the detections cannot see now. It goes once through all actors and all roles that are remembered, page by page, and
/// keeps only totals and the first of each kind.
/// </summary>
public sealed class BlindSpots(
    ActorSurvey survey, AccountMemory accounts, DirectoryCache directory, DetectionCatalogue catalogue, IOptions<MemoryOptions> memory)
{
    private const string NewCalls = "new-api-call-from-role";
    private static readonly string[] Labels = [WindowLabel.ApiCalls, WindowLabel.SecurityGroupCalls];

    public async Task<BlindSpotReport> FindAsync(BlindSpotQuestion question, CancellationToken cancellation)
    {
        var stored = await directory.LatestAsync(cancellation).ConfigureAwait(false);
        var size = new DirectorySize(stored.Identities.Entries.Count, stored.ServiceAccounts.Entries.Count);
        var set = catalogue.Current;
        var use = new DirectoryUse(stored);
        ColdStart[] cold =
        [
            new(set.Of(ApiActivitySpike.Id)!, "API calls", "api_call_by_user_baseline", question.Limit),
            new(set.Of("security-group-activity-spike")!, "security group calls", "security_group_activity_baseline", question.Limit),
        ];
        var actors = 0L;
        await foreach (var actor in survey.ActorsAsync(Labels, withHabits: false, cancellation).ConfigureAwait(false))
        {
            actors++;
            for (var i = 0; i < cold.Length; i++)
            {
                cold[i].See(actor, actor.Baselines[i]);
            }

            use.See(ActorOfKey.Read(actor.Key), actor.Newest);
        }

        var learning = await LearningAsync(set.Of(NewCalls)!, question, cancellation).ConfigureAwait(false);
        var known = await accounts.ReadAsync(question.At).ConfigureAwait(false);
        return new(
            Moment.Of(question.At),
            actors,
            [.. cold.Select(c => c.Report())],
            learning,
            NeverSeen(use, question),
            Unused(use, question),
            AccountCoverage.Silent(known, question),
            AccountCoverage.Delays(known, question, memory.Value.LatenessMinutes),
            DetectionGaps.Find(set, size, DateTimeOffset.FromUnixTimeMilliseconds(question.At)),
            DirectoryOf(size));
    }

    private async Task<BlindSpotSection<LearningRole>> LearningAsync(TunedDetection detection, BlindSpotQuestion question, CancellationToken cancellation)
    {
        if (detection.Detection.Profile != Profiles.Hardened)
        {
            return new("In escu-2018 no role has a time of learning: a new call is told from the first day on.", 0, []);
        }

        var days = detection.Whole("learningDays");
        var list = new TopList<LearningRole>(question.Limit, TopList<LearningRole>.LargestFirst(r => r.LearningUntil.Ticks, r => r.Role));
        await foreach (var role in survey.RolesAsync(cancellation).ConfigureAwait(false))
        {
            var until = role.First + (days * Clock.DayMs);
            if (until > question.At)
            {
                list.Add(new(role.Role, Moment.Of(role.First), Moment.Of(until), Moment.Of(role.Newest)));
            }
        }

        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Roles younger than {days} days: {NewCalls} only learns their calls and tells none. PUT /v1/baselines/previously_seen_api_calls_from_user_roles or POST /v1/events?mode=learn with history ends it at once."),
            list.Total,
            list.Items);
    }

    private static BlindSpotSection<UnseenIdentity> NeverSeen(DirectoryUse use, BlindSpotQuestion question)
    {
        var never = use.NeverSeen().ToList();
        return new(
            "Identities of the directory that no remembered actor matches: they have no baseline, and an account that was never seen is not told as dormant when it wakes up. Give lastActivity, send their account's trail, or DELETE those who are gone. A name that is one session's ARN is not found here.",
            never.Count,
            [.. never.Take(question.Limit).Select(i => new UnseenIdentity(i.Names, i.Enabled, i.LastActivity?.UtcDateTime))]);
    }

    private static BlindSpotSection<UnusedAccount> Unused(DirectoryUse use, BlindSpotQuestion question)
    {
        var unused = use.UnusedSince(question.At - (question.UnusedDays * Clock.DayMs)).OrderBy(u => u.LastSeen ?? 0).ToList();
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Service accounts that nobody was seen to use for {question.UnusedDays} days or ever: whoever takes their name is approved and excused from MFA. DELETE them, or give them an expiry."),
            unused.Count,
            [.. unused.Take(question.Limit).Select(u => new UnusedAccount(
                u.Account.Name, u.Account.Owner, u.Account.Ticket, u.Account.Expires?.UtcDateTime, Moment.Of(u.LastSeen)))]);
    }

    private static DirectorySection DirectoryOf(DirectorySize size) => new(
        size.IsEmpty
            ? "The directory is empty: nobody can be told as unapproved, disabled or ended. PUT /v1/identities and /v1/service-accounts."
            : "Who is in neither table is told as unapproved; who is missing from a table in error is a false positive.",
        size.IsEmpty,
        size.Identities,
        size.ServiceAccounts);
}
