using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory.Accounts;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Log;

namespace TrailWatch.Memory;

/// <summary>
/// The memory of subjects. States are kept in this process; the store has their logs, and a state is good if the log still ends where it
/// says. So a batch is written down against the states, appended to the logs wherever nobody else has been at them, and only then
/// taken by the states: one round trip, if all are known here and nobody came in between. Who comes in between is read, and it is
/// written down anew. Batches take turns; those that come while a turn is under way have the next one together.
/// </summary>
/// <param name="store">Where the logs lie.</param>
/// <param name="options">How long things are kept.</param>
/// <param name="beneath">For a memory that starts as a copy of another: what it lies over.</param>
public sealed class ActorMemory(IStore store, IOptions<MemoryOptions> options, MemoryOverlay? beneath = null) : IActorMemory
{
    /// <summary>Events in one turn, unless a single batch has more.</summary>
    private const int TurnEvents = 10_000;

    /// <summary>Nobody loses so often; who does is wrong about the log, and must not go round in circles.</summary>
    private const int MostAttempts = 1_000;

    private readonly MemoryOptions _options = options.Value;
    private readonly SubjectCache _cache = new(options.Value.CacheBytes);
    private readonly KeyOwners _owners = new();
    private readonly Queue<Ask> _waiting = new();
    private readonly Lock _door = new();
    private bool _busy;

    public Task AskAsync(IReadOnlyCollection<SubjectQuestion> questions, MemorySettings settings, Action<SubjectAnswer> judge, AccountsQuestion accounts)
    {
        if (questions.Count == 0)
        {
            return Task.CompletedTask;
        }

        var ask = new Ask(questions, settings, judge, accounts);
        lock (_door)
        {
            _waiting.Enqueue(ask);
            if (_busy)
            {
                return ask.Done.Task;
            }

            _busy = true;
        }

        _ = Task.Run(TakeTurnsAsync);
        return ask.Done.Task;
    }

    /// <summary>A memory that starts as this one is and is thrown away; nothing of it reaches the store.</summary>
    public IActorMemory Imagine() => new ImaginedMemory(store);

    public void Settle(IReadOnlyCollection<SubjectQuestion> questions)
    {
        lock (_door)
        {
            foreach (var question in questions)
            {
                if (_cache.Find(question.Subject) is { } known)
                {
                    known.SettledHour = Math.Max(known.SettledHour, question.ClosedThen);
                }
            }
        }
    }

    private sealed record Ask(IReadOnlyCollection<SubjectQuestion> Questions, MemorySettings Settings, Action<SubjectAnswer> Judge, AccountsQuestion Accounts)
    {
        public int Events { get; } = Questions.Sum(q => q.Sightings.Count + q.Calls.Count);

        public List<Asked> Asked { get; } = new(Questions.Count);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task TakeTurnsAsync()
    {
        while (true)
        {
            var asks = new List<Ask>();
            lock (_door)
            {
                for (var events = 0; _waiting.TryPeek(out var next) && (events == 0 || events + next.Events <= TurnEvents); events += next.Events)
                {
                    asks.Add(_waiting.Dequeue());
                }

                if (asks.Count == 0)
                {
                    _busy = false;
                    return;
                }
            }

            await TurnAsync(asks).ConfigureAwait(false);
        }
    }

    private async Task TurnAsync(List<Ask> asks)
    {
        var writings = new Dictionary<string, Writing>(asks.Sum(a => a.Questions.Count), StringComparer.Ordinal);
        try
        {
            await RecallAsync(asks, writings).ConfigureAwait(false);
            await WriteAsync(asks, writings).ConfigureAwait(false);
            lock (_door)
            {
                foreach (var writing in writings.Values)
                {
                    _cache.Put(writing.Of);
                }
            }

            foreach (var ask in asks)
            {
                Answer(ask, writings);
            }
        }
        catch (Exception e)
        {
            // Nobody knows what has reached the store.
            lock (_door)
            {
                foreach (var subject in writings.Keys)
                {
                    _cache.Drop(subject);
                }

                _owners.Forget();
            }

            asks.ForEach(ask => ask.Done.TrySetException(e));
        }
    }

    /// <summary>Finds the states of everybody who is asked about; those that are not here are read.</summary>
    private async Task RecallAsync(List<Ask> asks, Dictionary<string, Writing> writings)
    {
        HashSet<string>? unknown = null;
        lock (_door)
        {
            foreach (var ask in asks)
            {
                foreach (var question in ask.Questions)
                {
                    Recall(question.Subject);
                    if (question.ImportedUnder is { } name)
                    {
                        Recall(name);
                    }
                }
            }
        }

        if (unknown is not null)
        {
            if (beneath is not null)
            {
                await beneath.FetchAsync(unknown, store.KeyPrefix).ConfigureAwait(false);
            }

            var pipeline = store.Database.CreateBatch();
            var reading = unknown.Select(subject => SubjectStore.ReadAsync(pipeline, store.KeyPrefix, subject)).ToList();
            pipeline.Execute();
            foreach (var state in await Task.WhenAll(reading).ConfigureAwait(false))
            {
                writings[state.Subject] = new(new(state, store.KeyPrefix));
            }
        }

        foreach (var ask in asks)
        {
            foreach (var question in ask.Questions)
            {
                var asked = new Asked(question, ask.Settings);
                writings[question.Subject].Add(asked);
                ask.Asked.Add(asked);
            }
        }

        void Recall(string subject)
        {
            if (!writings.ContainsKey(subject) && unknown?.Contains(subject) != true)
            {
                if (_cache.Find(subject) is { } known)
                {
                    writings[subject] = new(known);
                }
                else
                {
                    (unknown ??= new(StringComparer.Ordinal)).Add(subject);
                }
            }
        }
    }

    private async Task WriteAsync(List<Ask> asks, Dictionary<string, Writing> writings)
    {
        List<Writing> pending = [.. writings.Values];
        for (var attempt = 0; pending.Count > 0; attempt++)
        {
            using var log = new LogWriter();
            foreach (var writing in pending)
            {
                writing.Prepare(log, _options.ActorRetentionMs);
            }

            var pipeline = store.Database.CreateBatch();
            var anew = pending.FindAll(w => w.Anew is not null);
            var shards = ByShard(pending);
            var appending = shards.ConvertAll(shard => SubjectStore.Append(pipeline, shard));
            var replacing = anew.ConvertAll(w => SubjectStore.Replace(pipeline, store.KeyPrefix, w.Of.State, w.Bytes, w.TtlMs!.Value));
            var beside = attempt == 0 ? Beside(asks, pipeline) : Task.CompletedTask;
            pipeline.Execute();
            HashSet<Writing>? lost = null;
            foreach (var (shard, reply) in shards.Zip(await Task.WhenAll(appending).ConfigureAwait(false)))
            {
                var elsewhere = (RedisResult[])reply!;
                for (var i = 0; i < elsewhere.Length; i += 4)
                {
                    Lose(shard[(int)elsewhere[i] - 1], (int)elsewhere[i + 1], (int)elsewhere[i + 2], (byte[])elsewhere[i + 3]!);
                }
            }

            foreach (var (writing, reply) in anew.Zip(await Task.WhenAll(replacing).ConfigureAwait(false)))
            {
                if ((RedisResult[])reply! is [var elements, var kind, var bytes])
                {
                    Lose(writing, (int)elements, (int)kind, (byte[])bytes!);
                }
            }

            await beside.ConfigureAwait(false);
            foreach (var writing in pending)
            {
                if (lost?.Contains(writing) != true)
                {
                    writing.Take();
                }
            }

            pending = lost is null ? [] : [.. lost];
            if (attempt == MostAttempts)
            {
                throw new InvalidOperationException($"The memory of {pending[0].Of.Subject} could not be written.");
            }

            void Lose(Writing writing, int elements, int kind, byte[] bytes)
            {
                writing.Of.State = SubjectStore.CatchUp(writing.Of.State, elements, kind, bytes);
                (lost ??= []).Add(writing);
            }
        }
    }

    private static List<List<Writing>> ByShard(List<Writing> writings)
    {
        var shards = new List<Writing>?[SubjectKeys.Shards];
        foreach (var writing in writings)
        {
            if (writing.Anew is null)
            {
                (shards[writing.Of.Shard] ??= []).Add(writing);
            }
        }

        return [.. shards.OfType<List<Writing>>()];
    }

    /// <summary>What lies beside the subjects: whose keys are whose, and which AWS accounts were heard of.</summary>
    private async Task Beside(List<Ask> asks, IDatabaseAsync pipeline)
    {
        // What tells of deliveries has no place in a memory that is thrown away.
        var heard = _options.KeptFor is null ? asks.ConvertAll(a => a.Accounts.Send(pipeline, store.KeyPrefix, _options)) : [];
        HashSet<(string AccessKeyId, string Owner, long Hour)>? news = null;
        foreach (var ask in asks)
        {
            foreach (var question in ask.Questions)
            {
                _owners.AddNews(store.KeyPrefix, question.Subject, question.Sightings, ref news);
            }
        }

        var told = news is null ? [] : KeyOwners.Send(pipeline, store.KeyPrefix, news, TimeSpan.FromMilliseconds(_options.ActorRetentionMs));
        await Task.WhenAll([.. heard, .. told]).ConfigureAwait(false);
        if (news is not null)
        {
            _owners.Confirm(store.KeyPrefix, news);
        }
    }

    private static void Answer(Ask ask, Dictionary<string, Writing> writings)
    {
        try
        {
            foreach (var asked in ask.Asked)
            {
                var imported = asked.Question.ImportedUnder is { } name ? writings[name].Of.State : null;
                ask.Judge(new(asked, writings[asked.Question.Subject].Of.State, imported));
            }

            ask.Done.TrySetResult();
        }
        catch (Exception e)
        {
            ask.Done.TrySetException(e);
        }
    }
}
