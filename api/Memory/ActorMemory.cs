using Microsoft.Extensions.Options;
using TrailWatch.Memory.Accounts;
using TrailWatch.Memory.Asking;

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

    private readonly SubjectCache _cache = new(options.Value.CacheBytes);
    private readonly TurnWriter _writer = new(store, options.Value);
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
            await _writer.WriteAsync(asks, [.. writings.Values]).ConfigureAwait(false);
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

                _writer.Forget();
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
