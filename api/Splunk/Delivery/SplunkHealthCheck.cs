using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Splunk's part in readiness: evaluation works without it, so it is degraded at worst unless the operator wants otherwise.</summary>
internal sealed class SplunkHealthCheck(DeliveryLanes lanes, IOptions<HecOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var away = lanes.All.Select(lane => lane.Status).Where(status => status.State != LaneState.Ready).ToList();
        if (away.Count == 0)
        {
            return Task.FromResult(HealthCheckResult.Healthy());
        }

        var sentence = string.Join(" ", away.Select(status => $"{status.Endpoint} takes no findings: {status.Reason}."));
        return Task.FromResult(options.Value.RequireForReadiness && away.Count == lanes.All.Count
            ? HealthCheckResult.Unhealthy(sentence)
            : HealthCheckResult.Degraded(sentence));
    }
}
