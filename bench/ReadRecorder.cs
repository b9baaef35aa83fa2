using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Bench;

/// <summary>
/// A store that writes down what is read, so that the very same commands can be sent again by the bare client, all in one pipeline.
/// It is a measure of the least that these keys cost; the service needs two trips and has to understand the answers.
/// </summary>
internal sealed class ReadRecorder : IStore
{
    private readonly List<Func<IDatabaseAsync, Task>> _reads = [];
    private readonly IStore _inner;

    public ReadRecorder(IStore inner)
    {
        _inner = inner;
        Database = Tap<IDatabase>(inner.Database);
    }

    public IDatabase Database { get; }

    public string KeyPrefix => _inner.KeyPrefix;

    public Task CommitAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<bool> PingAsync(CancellationToken cancellation = default) => Task.FromResult(true);

    /// <summary>What was read since the last call.</summary>
    public IReadOnlyList<Func<IDatabaseAsync, Task>> Take()
    {
        var taken = _reads.ToArray();
        _reads.Clear();
        return taken;
    }

    private T Tap<T>(T inner)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Wire>();
        ((Wire)(object)proxy).Set(this, inner);
        return proxy;
    }

    private static Func<IDatabaseAsync, Task> Read(string method, object?[] a) => (method, a) switch
    {
        (nameof(IDatabaseAsync.HashGetAllAsync), [RedisKey key, ..]) => r => r.HashGetAllAsync(key),
        (nameof(IDatabaseAsync.HashGetAsync), [RedisKey key, RedisValue[] fields, ..]) => r => r.HashGetAsync(key, fields),
        (nameof(IDatabaseAsync.SortedSetRangeByRankAsync), [RedisKey key, long from, long to, Order order, ..]) => r => r.SortedSetRangeByRankAsync(key, from, to, order),
        (nameof(IDatabaseAsync.SortedSetRangeByRankWithScoresAsync), [RedisKey key, long from, long to, Order order, ..]) => r => r.SortedSetRangeByRankWithScoresAsync(key, from, to, order),
        _ => throw new NotSupportedException($"{method} is a read that the bench does not know."),
    };

    /// <summary>The proxy of a database or of one of its batches.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is a class derived from it.")]
    internal class Wire : DispatchProxy
    {
        private ReadRecorder _recorder = null!;
        private object _inner = null!;

        public void Set(ReadRecorder recorder, object inner) => (_recorder, _inner) = (recorder, inner);

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            var result = method!.Invoke(_inner, arguments);
            if (result is IBatch batch)
            {
                return _recorder.Tap(batch);
            }

            if (_inner is IBatch && result is Task)
            {
                _recorder._reads.Add(Read(method.Name, arguments!));
            }

            return result;
        }
    }
}
