using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Tests.Stores;

/// <summary>A corner of a running store, apart from the other tests' by its prefix.</summary>
internal sealed class TestStore(IDatabase database) : IStore
{
    public IDatabase Database => database;

    public string KeyPrefix { get; } = RedisServerFixture.NewPrefix();

    public Task CommitAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<bool> PingAsync(CancellationToken cancellation = default) => Task.FromResult(true);
}
