using StackExchange.Redis;
using Xunit;

namespace TrailWatch.Tests.Stores;

/// <summary>One redis-server for all tests of the collection; each test takes a prefix of its own.</summary>
public sealed class RedisServerFixture : IAsyncLifetime
{
    private RedisServer? _server;
    private ConnectionMultiplexer? _connection;

    public string ConnectionString => _server!.ConnectionString;

    public IDatabase Database => _connection!.GetDatabase();

    public static string NewPrefix() => $"t{Guid.NewGuid():N}:";

    /// <summary>First line of every test that needs it: an absent server skips the test, not the fixture.</summary>
    public async ValueTask<IDatabase> OpenAsync()
    {
        _server ??= await RedisServer.StartAsync();
        _connection ??= await _server.ConnectAsync();
        return Database;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class RedisServerTests : ICollectionFixture<RedisServerFixture>
{
    public const string Name = "redis-server";
}
