using System.Diagnostics;
using Garnet;
using StackExchange.Redis;

namespace TrailWatch.Hosting;

/// <summary>
/// Microsoft Garnet inside this process, reached as a Redis would be. Acknowledged writes lie in memory until they are committed,
/// so whoever answers for a write awaits <see cref="CommitAsync"/> first.
/// </summary>
internal sealed class EmbeddedStore(StoreOptions options, ILoggerFactory loggers) : IHostedStore
{
    private readonly ILogger _logger = loggers.CreateLogger<EmbeddedStore>();
    private DirectoryLock? _lock;
    private LocalEndPoint? _endPoint;
    private GarnetServer? _server;
    private ConnectionMultiplexer? _connection;

    public IDatabase Database => (_connection ?? throw new InvalidOperationException("The store is not open.")).GetDatabase();

    public string KeyPrefix => options.KeyPrefix;

    public async Task CommitAsync(CancellationToken cancellation = default)
    {
        var server = _server ?? throw new InvalidOperationException("The store is not open.");
        await server.Store.CommitAOFAsync(cancellation);
    }

    public async Task<bool> PingAsync(CancellationToken cancellation = default) =>
        _connection is not null && await Database.AnswersAsync(cancellation);

    public async Task OpenAsync(CancellationToken cancellation)
    {
        var directory = Path.GetFullPath(options.Path);
        var started = Stopwatch.GetTimestamp();
        _lock = DirectoryLock.Take(directory);
        (_server, _endPoint) = EmbeddedServer.Start(directory);

        var settings = new ConfigurationOptions { Password = _endPoint.Password }.WithOurDefaults();
        settings.EndPoints.Add(_endPoint.Address);
        _connection = await ConnectionMultiplexer.ConnectAsync(settings).WaitAsync(cancellation);
        _logger.LogInformation(
            "Embedded store open in {Directory} after {Milliseconds:F0} ms", directory, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            // Dispose alone would lose what was acknowledged and not yet committed.
            await server.Store.CommitAOFAsync(CancellationToken.None);
            server.Dispose();
        }

        Interlocked.Exchange(ref _endPoint, null)?.Dispose();
        Interlocked.Exchange(ref _lock, null)?.Dispose();
    }
}
