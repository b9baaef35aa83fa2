using Microsoft.Extensions.Logging.Abstractions;
using TrailWatch.Hosting;
using TrailWatch.Memory;

namespace TrailWatch.Tests.Stores;

/// <summary>An open store of either kind, gone without a trace when disposed.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly IHostedStore _store;
    private readonly RedisProcess? _redis;
    private readonly DirectoryInfo? _directory;

    private StoreUnderTest(IHostedStore store, RedisProcess? redis, DirectoryInfo? directory) =>
        (_store, _redis, _directory) = (store, redis, directory);

    public IStore Store => _store;

    public static async Task<StoreUnderTest> OpenAsync(StoreMode mode)
    {
        var redis = mode == StoreMode.Redis ? await RedisProcess.StartAsync() : null;
        var directory = mode == StoreMode.Embedded ? Directory.CreateTempSubdirectory("twe-") : null;
        IHostedStore store = redis is not null
            ? new RedisStore(new StoreOptions { Mode = mode, ConnectionString = redis.ConnectionString }, NullLoggerFactory.Instance)
            : Embedded(directory!.FullName);
        await store.OpenAsync(CancellationToken.None);
        return new StoreUnderTest(store, redis, directory);
    }

    public static EmbeddedStore Embedded(string path) => new(new StoreOptions { Path = path }, NullLoggerFactory.Instance);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _directory?.Delete(recursive: true);
    }
}
