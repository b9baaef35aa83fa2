using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory.Accounts;

namespace TrailWatch.Memory;

/// <summary>
/// Asks the store everything a batch wants to know, in one pipelined round trip. Asking is telling: each question also
/// remembers its events, each script is atomic for its subject, and repeating one changes nothing.
/// </summary>
/// <param name="beneath">For a memory that starts as a copy of another: what it lies over.</param>
public sealed class ActorMemory(IStore store, IOptions<MemoryOptions> options, MemoryOverlay? beneath = null)
{
    /// <summary>How long the windows of a finished hour stay for a request that is still reading them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>An hour that was a spike keeps its windows for a client that sends again after a crash.</summary>
    private static readonly TimeSpan SpikeGrace = TimeSpan.FromDays(1);

    private readonly MemoryOptions _options = options.Value;

    /// <param name="questions">One for each subject.</param>
    /// <param name="keyPrefix">Where the memory lies; a dry run names its copy.</param>
    /// <param name="accounts">Which AWS accounts the batch is of; null for a dry run.</param>
    public async Task<IReadOnlyList<SubjectAnswer>> AskAsync(
        IReadOnlyCollection<SubjectQuestion> questions, string keyPrefix, AccountsQuestion? accounts = null)
    {
        if (questions.Count == 0)
        {
            return [];
        }

        if (beneath is not null)
        {
            await beneath.FetchAsync(questions, keyPrefix).ConfigureAwait(false);
        }

        var pipeline = store.Database.CreateBatch();
        var pending = questions.Select(q => Send(pipeline, q, keyPrefix)).ToList();

        // What tells of deliveries has no place in a memory that is thrown away.
        var heard = (_options.KeptFor is null ? accounts?.Send(pipeline, keyPrefix, _options) : null) ?? Task.CompletedTask;
        pipeline.Execute();
        await heard.ConfigureAwait(false);
        var answers = await Task.WhenAll(pending).ConfigureAwait(false);
        await CorrectAsync(answers, keyPrefix).ConfigureAwait(false);
        return answers;
    }

    /// <summary>Lets go of the windows of hours that nothing will look at again. Not waited for: they have a TTL anyway.</summary>
    public void Forget(IReadOnlyList<SubjectAnswer> answers, string keyPrefix)
    {
        foreach (var answer in answers)
        {
            var keys = new SubjectKeys(keyPrefix, answer.Subject);
            foreach (var hour in answer.Tally?.Expiring ?? [])
            {
                var grace = hour.Spikes.Values.Any(s => s.IsSpike) ? SpikeGrace : Grace;
                foreach (var key in WindowKeys(keys, hour))
                {
                    store.Database.KeyExpire(key, grace, flags: CommandFlags.FireAndForget);
                }
            }
        }
    }

    /// <summary>Takes back what an event out of order has shown not to be new; hardly ever, and only that costs a round trip.</summary>
    private Task CorrectAsync(IReadOnlyList<SubjectAnswer> answers, string keyPrefix)
    {
        var displaced = answers.SelectMany(a => (a.Calls?.Displaced ?? []).Select(d => (
            Key: new SubjectKeys(keyPrefix, a.Subject).NewCalls(Clock.HourOf(d.Time)), d.Call))).ToList();
        if (displaced.Count == 0)
        {
            return Task.CompletedTask;
        }

        var pipeline = store.Database.CreateBatch();
        var pending = displaced.Select(d => pipeline.HashDeleteAsync(d.Key, d.Call)).ToList();
        pipeline.Execute();
        return Task.WhenAll(pending);
    }

    private static IEnumerable<RedisKey> WindowKeys(SubjectKeys keys, Tally.HourAnswer hour)
    {
        var labels = hour.Sizes.Keys;
        var buckets = Enumerable.Range(0, Clock.BucketsPerHour).Select(i => keys.Names((hour.Hour * Clock.BucketsPerHour) + i));
        return [.. labels.Select(l => keys.Ids(l, hour.Hour)), .. labels.Select(l => keys.Values(l[..^1], hour.Hour)).Distinct(), .. buckets];
    }

    private async Task<SubjectAnswer> Send(IDatabaseAsync redis, SubjectQuestion question, string keyPrefix)
    {
        var keys = new SubjectKeys(keyPrefix, question.Subject);

        // Names before tallies: they ask which hours were open before this batch.
        var names = question.Names?.Send(redis, keys, _options);
        var tally = question.Tally?.Send(redis, keys, _options);
        var runs = question.Runs.Select(r => (r.Key, Reply: r.Value.Send(redis, keys.Runs(r.Key), _options))).ToList();
        var habits = question.Habits?.Send(redis, keyPrefix, _options) ?? Task.CompletedTask;
        var calls = question.Calls?.Send(redis, keys, _options);
        var imported = question.Calls?.ImportedUnder is { } name
            ? redis.HashGetAsync(new SubjectKeys(keyPrefix, name).Calls, ["first"])
            : null;

        await habits.ConfigureAwait(false);
        var runsRead = new Dictionary<string, List<Runs.ActivityRun>>(StringComparer.Ordinal);
        foreach (var (accessKey, reply) in runs)
        {
            runsRead[accessKey] = Runs.RunsQuestion.Read(await reply.ConfigureAwait(false));
        }

        return new(question)
        {
            Scans = names is null ? [] : question.Names!.Read(await names.ConfigureAwait(false)),
            Tally = tally is null ? null : Tally.TallyAnswer.Read(question.Tally!, await tally.ConfigureAwait(false)),
            Runs = runsRead,
            Calls = calls is null ? null : question.Calls!.Read(
                await calls.ConfigureAwait(false), imported is null ? null : await imported.ConfigureAwait(false)),
        };
    }
}
