using System.Runtime.CompilerServices;
using TrailWatch.Memory.Baselines;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Survey;

/// <summary>
/// Goes once through everybody who is remembered, a page in one round trip, and keeps nothing. While actors come and go, one that
/// was there all the time is met at least once, and hardly ever twice.
/// </summary>
public sealed class ActorSurvey(IStore store)
{
    /// <param name="labels">The windows whose baselines are wanted.</param>
    /// <param name="withHabits">Whether <see cref="ActorOutline.Habits"/> are wanted.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    public async IAsyncEnumerable<ActorOutline> ActorsAsync(
        IReadOnlyList<string> labels, bool withHabits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var state in StatesAsync(cancellation).ConfigureAwait(false))
        {
            // A baseline that was imported for somebody who has done nothing yet has no times.
            if (state.First is { } first && state.Newest is { } newest)
            {
                yield return new(
                    state.Subject, first, newest, [.. labels.Select(state.Tally.BaselineOf)],
                    withHabits ? HabitsOf(state.Habits) : new Dictionary<string, long>());
            }
        }
    }

    /// <summary>Roles by their ARN, whose calls the detection of new calls remembers.</summary>
    public async IAsyncEnumerable<RoleOutline> RolesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in SubjectScan.PagesAsync(store, cancellation).ConfigureAwait(false))
        {
            // Else it is a role's name, under which a lookup was imported or escu-2018 remembers.
            var roles = (await ReadAsync(page.Where(p => p.StartsWith("arn:", StringComparison.Ordinal))).ConfigureAwait(false)).Where(r => !r.Calls.IsEmpty).ToList();
            var imported = await ReadAsync(roles.Select(r => r.Subject[(r.Subject.LastIndexOf('/') + 1)..])).ConfigureAwait(false);
            foreach (var (role, lookup) in roles.Zip(imported))
            {
                if (role.Calls is { First: { } first, Newest: { } newest })
                {
                    yield return new(role.Subject, Math.Min(first, lookup.Calls.First ?? long.MaxValue), newest);
                }
            }
        }
    }

    private async IAsyncEnumerable<SubjectState> StatesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in SubjectScan.PagesAsync(store, cancellation).ConfigureAwait(false))
        {
            foreach (var state in await ReadAsync(page).ConfigureAwait(false))
            {
                yield return state;
            }
        }
    }

    private async Task<IReadOnlyList<SubjectState>> ReadAsync(IEnumerable<string> subjects)
    {
        var pipeline = store.Database.CreateBatch();
        var reading = subjects.Select(subject => SubjectStore.ReadAsync(pipeline, store.KeyPrefix, subject)).ToList();
        pipeline.Execute();
        return await Task.WhenAll(reading).ConfigureAwait(false);
    }

    private static Dictionary<string, long> HabitsOf(HabitRecord habits)
    {
        var all = new Dictionary<string, long>(habits.Newest, StringComparer.Ordinal);
        if (habits.Mfa.With is { } used)
        {
            all[MfaRecord.Used] = used.Last;
        }

        return all;
    }
}
