using StackExchange.Redis;

namespace TrailWatch.Memory.Recall;

/// <summary>
/// One pipelined round trip of reads, which change nothing. First everything is wanted, then the round is sent, then all of it
/// is there. What several want of one subject is read once. A round in which nothing is wanted costs nothing.
/// </summary>
public sealed class RecallRound(IStore store)
{
    private readonly IBatch _pipeline = store.Database.CreateBatch();
    private readonly Dictionary<string, SubjectRecall> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _others = new(StringComparer.Ordinal);
    private readonly List<Task> _pending = [];
    private readonly List<Func<ValueTask>> _takes = [];

    public SubjectRecall Of(string subject)
    {
        if (!_subjects.TryGetValue(subject, out var recall))
        {
            _subjects[subject] = recall = new(this, store.KeyPrefix, subject);
        }

        return recall;
    }

    /// <summary>Something that lies elsewhere than with a subject; the same is read once.</summary>
    /// <param name="what">A name of its own.</param>
    /// <param name="read">Starts a read in the pipeline.</param>
    public Recalled<T> ReadOnce<T>(string what, Func<IDatabaseAsync, Task<T>> read)
    {
        if (!_others.TryGetValue(what, out var known))
        {
            _others[what] = known = Read(read, answer => answer);
        }

        return (Recalled<T>)known;
    }

    /// <param name="read">Starts a read in the pipeline.</param>
    /// <param name="understand">From the answer to what it says.</param>
    internal Recalled<T> Read<TAnswer, T>(Func<IDatabaseAsync, Task<TAnswer>> read, Func<TAnswer, T> understand)
    {
        var recalled = new Recalled<T>();
        var reading = read(_pipeline);
        _pending.Add(reading);
        _takes.Add(async () => recalled.Value = understand(await reading.ConfigureAwait(false)));
        return recalled;
    }

    /// <exception cref="RedisException">The store is away.</exception>
    public async Task SendAsync()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        // All at once and only then one by one: else each answer would wake a thread of its own.
        _pipeline.Execute();
        await Task.WhenAll(_pending).ConfigureAwait(false);
        foreach (var take in _takes)
        {
            await take().ConfigureAwait(false);
        }
    }
}
