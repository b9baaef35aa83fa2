using StackExchange.Redis;

namespace TrailWatch.Hosting;

/// <summary>A Redis outside this process. What it makes durable, and when, is its own configuration's matter.</summary>
internal sealed class RedisStore(StoreOptions options, ILoggerFactory loggers) : IHostedStore
{
    private readonly ILogger _logger = loggers.CreateLogger<RedisStore>();
    private ConnectionMultiplexer? _connection;

    public IDatabase Database => (_connection ?? throw new InvalidOperationException("The store has not been opened.")).GetDatabase();

    public string KeyPrefix => options.KeyPrefix;

    public Task CommitAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public async Task<bool> PingAsync(CancellationToken cancellation = default) =>
        _connection is not null && await Database.AnswersAsync(cancellation);

    public async Task OpenAsync(CancellationToken cancellation)
    {
        var settings = ConfigurationOptions.Parse(options.ConnectionString!).WithOurDefaults();
        _connection = await ConnectionMultiplexer.ConnectAsync(settings).WaitAsync(cancellation);
        if (!_connection.IsConnected)
        {
            _logger.LogWarning("Redis does not answer; the service starts without it, refuses to evaluate, and goes on trying.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }
}
