using Microsoft.Extensions.Options;
using TrailWatch.Backtests;
using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>Wires backtests.</summary>
public static class BacktestServices
{
    public static IServiceCollection AddBacktests(this IServiceCollection services)
    {
        services.AddOptions<BacktestsOptions>().BindConfiguration(BacktestsOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<BacktestsOptions>, BacktestsOptionsValidator>()
            .AddSingleton<IValidateOptions<BacktestsOptions>, BacktestsFolderValidator>()
            .AddSingleton<LogFolders>()
            .AddSingleton<SettingRuns>()
            .AddSingleton<BacktestStore>()
            .AddSingleton<BacktestRunner>()
            .AddSingleton<BacktestIntake>()
            .AddSingleton<BacktestWorker>()
            .AddHostedService(provider => provider.GetRequiredService<BacktestWorker>());
    }
}
