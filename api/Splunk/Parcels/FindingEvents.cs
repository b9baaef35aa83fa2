using System.Text.Json;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;
using TrailWatch.Findings.Projections;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Parcels;

/// <summary>A finding as the events that HEC is to index.</summary>
internal sealed class FindingEvents(IOptions<HecOptions> options, TimeProvider clock)
{
    private readonly string _host = options.Value.Host ?? Environment.MachineName;

    public IReadOnlyList<HecEvent> Of(LeasedFinding delivery)
    {
        // A version that had more formats may have left deliveries behind; without events they end as dead letters.
        if (FindingProjections.Of(delivery.Format) is not { } projection)
        {
            return [];
        }

        var index = options.Value.Indexes.TryGetValue(delivery.Format, out var named) ? named : null;
        var fields = Fields(delivery.Finding);
        return
        [
            .. projection.Project(delivery.Finding, new Emission(delivery.Attempts, delivery.Resent)).Select(projected => new OwnEvent(
                options.Value.Time == HecEventTime.EventTime ? projected.TimeMs : clock.GetUtcNow().ToUnixTimeMilliseconds(),
                _host, projected.Source, projection.Sourcetype, index, JsonSerializer.SerializeToUtf8Bytes(projected.Event, ProjectedJson.Readable.JsonObject), fields)),
        ];
    }

    /// <summary>
    /// For <c>tstats</c>: few, and of few values each. No name is also one in the event's own JSON, or Splunk would show each value twice.
    /// </summary>
    private static List<KeyValuePair<string, string>> Fields(Finding finding) =>
    [
        new("rule_id", finding.Detection),
        new("rule_severity", finding.Severity.ToString().ToLowerInvariant()),
        .. finding.Accounts.Select(account => KeyValuePair.Create("aws_account", account)),
        .. finding.Regions.Select(region => KeyValuePair.Create("aws_region", region)),
        .. finding.Mitre.Select(technique => KeyValuePair.Create("mitre_attack", technique)),
    ];
}
