using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Hosting;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Questions;

namespace TrailWatch.Bench;

/// <summary>The service as it is wired, without HTTP, on a store.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Service(IStore store)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(store);
        services.AddSingleton(new IdentityStore(store.Database, store.KeyPrefix));
        services.AddSingleton<DirectoryCache>();
        services.AddEvaluation();
        _services = services.BuildServiceProvider();
    }

    public QuestionDesk Questions => _services.GetRequiredService<QuestionDesk>();

    public BaselineStore Baselines => _services.GetRequiredService<BaselineStore>();

    public async Task PutDirectoryAsync(IReadOnlyList<Identity> identities, IReadOnlyList<ServiceAccount> accounts)
    {
        var store = _services.GetRequiredService<IdentityStore>();
        await store.Identities.ReplaceAsync(identities);
        await store.ServiceAccounts.ReplaceAsync(accounts);
        await RefreshAsync();
    }

    public Task<bool> RefreshAsync() => _services.GetRequiredService<DirectoryCache>().RefreshAsync();

    public Task EvaluateAsync(IEnumerable<CloudTrailEvent> events, EvaluationMode mode)
    {
        var batch = new RecordBatch();
        foreach (var e in events)
        {
            batch.Add(e);
        }

        return _services.GetRequiredService<Evaluator>().EvaluateAsync(batch, mode);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
