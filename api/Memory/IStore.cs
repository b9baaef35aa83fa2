using StackExchange.Redis;

namespace TrailWatch.Memory;

public interface IStore
{
    IDatabase Database { get; }
    string KeyPrefix { get; }
    Task CommitAsync();
}
