using Microsoft.Extensions.Options;
using TrailWatch.Coverage;
using TrailWatch.Detections;
using TrailWatch.Detections.ActivityFromUnapprovedAccount;
using TrailWatch.Detections.ApiActivitySpike;
using TrailWatch.Detections.ApiActivityWithoutMfa;
using TrailWatch.Detections.DisabledAccountActivity;
using TrailWatch.Detections.DormantAccountReactivated;
using TrailWatch.Detections.ExcessiveSecurityScanning;
using TrailWatch.Detections.NewApiCallFromRole;
using TrailWatch.Detections.SecurityGroupActivitySpike;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using TrailWatch.Memory;
using TrailWatch.Memory.Accounts;
using TrailWatch.Memory.Baselines;
using TrailWatch.Memory.History;
using TrailWatch.Memory.Survey;
using TrailWatch.Memory.Tally;
using TrailWatch.Questions;
using TrailWatch.Tuning;

namespace TrailWatch.Hosting;

/// <summary>Wires the way of a batch: memory, detections, findings, evaluator.</summary>
public static class EvaluationServices
{
    public static IServiceCollection AddEvaluation(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddOptions<MemoryOptions>().BindConfiguration("Memory").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FindingsOptions>().BindConfiguration("Findings").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ActorOptions>().BindConfiguration("Actors").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DetectionsOptions>().BindConfiguration("Detections").ValidateDataAnnotations().ValidateOnStart();

        services.AddDetection<ExcessiveSecurityScanningOptions, ExcessiveSecurityScanningOptionsValidator>(static (options, all) => new ExcessiveSecurityScanning(options, all));
        services.AddDetection<ApiActivityWithoutMfaOptions, ApiActivityWithoutMfaOptionsValidator>(static (options, all) => new ApiActivityWithoutMfa(options, all));
        services.AddDetection<ActivityFromUnapprovedAccountOptions, ActivityFromUnapprovedAccountOptionsValidator>(static (options, all) => new ActivityFromUnapprovedAccount(options, all));
        services.AddDetection<NewApiCallFromRoleOptions, NewApiCallFromRoleOptionsValidator>(static (options, all) => new NewApiCallFromRole(options, all));
        services.AddDetection<ApiActivitySpikeOptions, ApiActivitySpikeOptionsValidator>(static (options, all) => new ApiActivitySpike(options, all));
        services.AddDetection<SecurityGroupActivitySpikeOptions, SecurityGroupActivitySpikeOptionsValidator>(static (options, all) => new SecurityGroupActivitySpike(options, all));
        services.AddDetection<DormantAccountReactivatedOptions, DormantAccountReactivatedOptionsValidator>(static (options, all) => new DormantAccountReactivated(options, all));
        services.AddDetection<DisabledAccountActivityOptions, DisabledAccountActivityOptionsValidator>(static (options, all) => new DisabledAccountActivity(options, all));

        return services
            .AddSingleton<TuningStore>()
            .AddSingleton<DetectionCatalogue>()
            .AddHostedService(provider => provider.GetRequiredService<DetectionCatalogue>())
            .AddSingleton<DetectionFailures>()
            .AddSingleton<ActorMemory>()
            .AddSingleton<BaselineStore>()
            .AddSingleton<FindingStore>()
            .AddSingleton<Deliveries>()
            .AddSingleton<FindingOutbox>()
            .AddSingleton<OriginalOutbox>()
            .AddSingleton<DeliverySearch>()
            .AddSingleton<FindingSearch>()
            .AddSingleton<DispositionStore>()
            .AddSingleton<HourTeacher>()
            .AddSingleton<FindingDecisions>()
            .AddSingleton<Prover>()
            .AddSingleton<Evaluator>()
            .AddSingleton<AccountMemory>()
            .AddSingleton<ActorSurvey>()
            .AddSingleton<HistoryReader>()
            .AddSingleton<ScanTurn>()
            .AddSingleton<BlindSpots>()
            .AddSingleton<ProposalFinder>()
            .AddSingleton<QuestionDesk>();
    }

    /// <summary>A detection's configuration section is its class name, the id in PascalCase, which is also how its options are called.</summary>
    private static void AddDetection<TOptions, TValidator>(
        this IServiceCollection services, Func<IOptions<TOptions>, IOptions<DetectionsOptions>, IDetection> make)
        where TOptions : DetectionOptions, new()
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration($"Detections:{typeof(TOptions).Name[..^"Options".Length]}").ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddSingleton<IDetectionKind>(provider => new DetectionKind<TOptions>(
            provider.GetRequiredService<IOptionsFactory<TOptions>>(), provider.GetRequiredService<IOptions<DetectionsOptions>>(), make));
    }
}
