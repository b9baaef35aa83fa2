using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.CloudTrail;
using TrailWatch.Coverage;
using TrailWatch.Detections;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using TrailWatch.Hosting;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Memory.Tally;
using TrailWatch.Questions;
using TrailWatch.Tuning;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>The way of a batch as the service wires it, without HTTP, on a store of the test's choice.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public House(IStore store, IEnumerable<(string Key, string Value)>? settings = null, IEnumerable<IDetection>? more = null, params string[] formats)
    {
        Store = store;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection((settings ?? []).GroupBy(s => s.Key).Select(s => new KeyValuePair<string, string?>(s.Key, s.Last().Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(store);
        services.AddSingleton(new IdentityStore(store.Database, store.KeyPrefix));
        services.AddSingleton<DirectoryCache>();
        services.AddEvaluation();
        services.AddBacktests();
        services.AddSingleton(new OutboxFormats(formats));
        foreach (var detection in more ?? [])
        {
            services.AddSingleton<IDetectionKind>(new AsItIs(detection));
        }

        _services = services.BuildServiceProvider();
    }

    public IStore Store { get; }

    public FakeTimeProvider Clock { get; } = new(Some.Morning.AddYears(1));

    public Evaluator Evaluator => _services.GetRequiredService<Evaluator>();

    public FindingStore Findings => _services.GetRequiredService<FindingStore>();

    public FindingSearch Search => _services.GetRequiredService<FindingSearch>();

    public FindingDecisions Decisions => _services.GetRequiredService<FindingDecisions>();

    public DispositionStore Dispositions => _services.GetRequiredService<DispositionStore>();

    public HourTeacher Teacher => _services.GetRequiredService<HourTeacher>();

    public QuestionDesk Questions => _services.GetRequiredService<QuestionDesk>();

    public DetectionCatalogue Detections => _services.GetRequiredService<DetectionCatalogue>();

    public TuningStore Tuning => _services.GetRequiredService<TuningStore>();

    public DirectoryCache Directory => _services.GetRequiredService<DirectoryCache>();

    public BaselineStore Baselines => _services.GetRequiredService<BaselineStore>();

    public Deliveries Queue => _services.GetRequiredService<Deliveries>();

    public OriginalOutbox Originals => _services.GetRequiredService<OriginalOutbox>();

    public FindingOutbox Outbox => _services.GetRequiredService<FindingOutbox>();

    public DeliverySearch Deliveries => _services.GetRequiredService<DeliverySearch>();

    public BlindSpots BlindSpots => _services.GetRequiredService<BlindSpots>();

    public ProposalFinder Proposals => _services.GetRequiredService<ProposalFinder>();

    /// <summary>Any other part of it.</summary>
    public T Part<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task PutServiceAccountsAsync(params ServiceAccount[] accounts)
    {
        await _services.GetRequiredService<IdentityStore>().ServiceAccounts.ReplaceAsync(accounts);
        Assert.True(await Directory.RefreshAsync());
    }

    public async Task PutIdentitiesAsync(params Identity[] identities)
    {
        await _services.GetRequiredService<IdentityStore>().Identities.ReplaceAsync(identities);
        Assert.True(await Directory.RefreshAsync());
    }

    public Task<EvaluationResult> EvaluateAsync(params IEnumerable<CloudTrailEvent> events) => RunAsync(EvaluationMode.Evaluate, events);

    public Task<EvaluationResult> RunAsync(EvaluationMode mode, params IEnumerable<CloudTrailEvent> events)
    {
        var batch = new RecordBatch();
        foreach (var e in events)
        {
            batch.Add(e);
        }

        return Evaluator.EvaluateAsync(batch, mode);
    }

    public async Task<IReadOnlyList<Finding>> AllFindingsAsync() =>
        (await Search.FindAsync(new(), null, int.MaxValue)).Items;

    public async Task<FindingDisposition> DecideAsync(string id, string disposition, string by = "alice", string? reason = null) =>
        await Decisions.DecideAsync(id, new(disposition, by, reason)) ?? throw new KeyNotFoundException(id);

    public async Task TuneAsync(string detection, DetectionTuning tuning)
    {
        var was = await Tuning.LoadAsync(detection);
        Assert.True(await Tuning.TrySaveAsync(detection, was, tuning with { Version = was.Version + 1 }));
        Assert.True(await Detections.RefreshAsync());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>A detection that cannot be set.</summary>
    private sealed class AsItIs(IDetection detection) : IDetectionKind
    {
        public string Id => detection.Info.Id;

        public IReadOnlyList<TunableOption> Options => [];

        public TunedDetection Make(DetectionTuning tuning) => new(detection, tuning, []);
    }
}
