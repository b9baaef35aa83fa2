using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Tests.Evaluation;

/// <summary>What is left of a pipeline that dies: how many of its commands still reach the server.</summary>
/// <param name="Number">The pipeline that dies, counted from 1 since the tap was set.</param>
/// <param name="Commands">The first so many commands get through; the sender hears of none.</param>
internal sealed record Breakdown(int Number, int Commands);

/// <summary>
/// A store that counts what is sent: each executed batch, and each call outside of one whose answer somebody waits for, is a
/// round trip. On demand one of the batches dies on the way.
/// </summary>
internal sealed class TappedStore : IStore
{
    private Breakdown? _breakdown;

    public TappedStore(IStore inner)
    {
        KeyPrefix = inner.KeyPrefix;
        Database = Tap<IDatabase>(inner.Database);
    }

    public IDatabase Database { get; }

    public string KeyPrefix { get; }

    public int RoundTrips { get; private set; }

    /// <summary>Commands in the batches.</summary>
    public int Commands { get; private set; }

    public void Reset(Breakdown? breakdown = null) => (RoundTrips, Commands, _breakdown) = (0, 0, breakdown);

    public Task CommitAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<bool> PingAsync(CancellationToken cancellation = default) => Task.FromResult(true);

    private T Tap<T>(T inner)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Wire>();
        ((Wire)(object)proxy).Set(this, inner);
        return proxy;
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is a class derived from it.")]
    internal class Wire : DispatchProxy
    {
        private readonly List<Action> _commands = [];
        private TappedStore _store = null!;
        private object _inner = null!;

        public void Set(TappedStore store, object inner) => (_store, _inner) = (store, inner);

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            if (method!.Name == nameof(IDatabase.CreateBatch))
            {
                return _store.Tap((IBatch)method.Invoke(_inner, arguments)!);
            }

            if (_inner is IBatch batch)
            {
                return method.Name == nameof(IBatch.Execute) ? Execute(batch) : Queue(method, arguments!);
            }

            if (!method.IsSpecialName && !arguments!.Any(a => a is CommandFlags flags && flags.HasFlag(CommandFlags.FireAndForget)))
            {
                _store.RoundTrips++;
            }

            return method.Invoke(_inner, arguments);
        }

        /// <summary>A batch's command is sent when the batch is; until then its answer waits.</summary>
        private object? Queue(MethodInfo method, object?[] arguments)
        {
            if (!method.ReturnType.IsAssignableTo(typeof(Task)))
            {
                return method.Invoke(_inner, arguments);
            }

            var waiting = Activator.CreateInstance(typeof(Waiting<>).MakeGenericType(method.ReturnType.GetGenericArguments()))!;
            _commands.Add(() => ((IWaiting)waiting).Answer((Task)method.Invoke(_inner, arguments)!));
            return ((IWaiting)waiting).Task;
        }

        private object? Execute(IBatch batch)
        {
            _store.RoundTrips++;
            _store.Commands += _commands.Count;
            var dies = _store._breakdown?.Number == _store.RoundTrips;
            foreach (var send in dies ? _commands.Take(_store._breakdown!.Commands) : _commands)
            {
                send();
            }

            _commands.Clear();
            batch.Execute();
            return dies ? throw new RedisConnectionException(
                ConnectionFailureType.SocketFailure, CommandFlags.None, "Cut off on purpose.", null, CommandStatus.Unknown) : null;
        }
    }

    private interface IWaiting
    {
        Task Task { get; }

        void Answer(Task answer);
    }

    private sealed class Waiting<T> : IWaiting
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _answer.Task;

        public async void Answer(Task answer)
        {
            try
            {
                _answer.SetResult(await (Task<T>)answer);
            }
            catch (RedisException e)
            {
                _answer.SetException(e);
            }
        }
    }
}
