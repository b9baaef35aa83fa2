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
    private readonly List<Task> _pending = [];

    public SubjectRecall Of(string subject)
    {
        if (!_subjects.TryGetValue(subject, out var recall))
        {
            _subjects[subject] = recall = new(this, new SubjectKeys(store.KeyPrefix, subject));
        }

        return recall;
    }

    /// <summary>Reads anything else in this round; the result is there when the round has been sent.</summary>
    public Task<T> Read<T>(Func<IDatabaseAsync, Task<T>> read)
    {
        var reading = read(_pipeline);
        _pending.Add(reading);
        return reading;
    }

    /// <exception cref="RedisException">The store is away.</exception>
    public Task SendAsync()
    {
        if (_pending.Count == 0)
        {
            return Task.CompletedTask;
        }

        _pipeline.Execute();
        return Task.WhenAll(_pending);
    }
}
