using Microsoft.Extensions.Options;
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
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;

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

        services.AddDetection<ExcessiveSecurityScanning, ExcessiveSecurityScanningOptions, ExcessiveSecurityScanningOptionsValidator>();
        services.AddDetection<ApiActivityWithoutMfa, ApiActivityWithoutMfaOptions, ApiActivityWithoutMfaOptionsValidator>();
        services.AddDetection<ActivityFromUnapprovedAccount, ActivityFromUnapprovedAccountOptions, ActivityFromUnapprovedAccountOptionsValidator>();
        services.AddDetection<NewApiCallFromRole, NewApiCallFromRoleOptions, NewApiCallFromRoleOptionsValidator>();
        services.AddDetection<ApiActivitySpike, ApiActivitySpikeOptions, ApiActivitySpikeOptionsValidator>();
        services.AddDetection<SecurityGroupActivitySpike, SecurityGroupActivitySpikeOptions, SecurityGroupActivitySpikeOptionsValidator>();
        services.AddDetection<DormantAccountReactivated, DormantAccountReactivatedOptions, DormantAccountReactivatedOptionsValidator>();
        services.AddDetection<DisabledAccountActivity, DisabledAccountActivityOptions, DisabledAccountActivityOptionsValidator>();

        return services
            .AddSingleton<DetectionCatalogue>()
            .AddSingleton<ActorMemory>()
            .AddSingleton<MemoryCopy>()
            .AddSingleton<BaselineStore>()
            .AddSingleton<FindingStore>()
            .AddSingleton<FindingSearch>()
            .AddSingleton<Prover>()
            .AddSingleton<Evaluator>();
    }

    /// <summary>A detection's configuration section is its class name: the id in PascalCase.</summary>
    private static void AddDetection<TDetection, TOptions, TValidator>(this IServiceCollection services)
        where TDetection : class, IDetection
        where TOptions : DetectionOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration($"Detections:{typeof(TDetection).Name}").ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddSingleton<IDetection, TDetection>();
    }
}
