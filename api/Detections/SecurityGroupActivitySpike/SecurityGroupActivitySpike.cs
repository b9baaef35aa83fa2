using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections.SecurityGroupActivitySpike;

/// <summary>An actor reads or changes security groups far more often within a clock hour than its own baseline allows.</summary>
public sealed class SecurityGroupActivitySpike : ISpikeDetection
{
    public const string Id = "security-group-activity-spike";


    /// <summary>The search's macro <c>security_group_api_calls</c>.</summary>
    private static readonly string[] Escu =
    [
        "AuthorizeSecurityGroupIngress", "CreateSecurityGroup", "DeleteSecurityGroup", "DescribeClusterSecurityGroups",
        "DescribeDBSecurityGroups", "DescribeSecurityGroupReferences", "DescribeSecurityGroups", "DescribeStaleSecurityGroups",
        "RevokeSecurityGroupIngress", "UpdateSecurityGroupRuleDescriptionsIngress",
    ];

    /// <summary>What the macro forgets.</summary>
    private static readonly string[] Forgotten =
    [
        "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress", "ModifySecurityGroupRules",
        "UpdateSecurityGroupRuleDescriptionsEgress", "DescribeSecurityGroupRules",
    ];

    private readonly FrozenSet<string> _names;
    private readonly SecurityGroupActivitySpikeOptions _options;

    public SecurityGroupActivitySpike(IOptions<SecurityGroupActivitySpikeOptions> options, IOptions<DetectionsOptions> all)
    {
        _options = options.Value;
        Profile = all.Value.Of(_options);
        _names = (Profile == Profiles.Hardened ? Escu.Concat(Forgotten) : Escu).ToFrozenSet(StringComparer.Ordinal);
        Settings = _options.Settings(WindowLabel.SecurityGroupCalls, Profile);
    }

    public DetectionInfo Info { get; } = new(
        Id, "Spike in security group activity", "Detect Spike in Security Group Activity", ["T1078.004", "T1562.007"], "Anomaly",
        25, Severity.Medium, TimeSpan.FromHours(4), "An actor reads or changes security groups far more often within a clock hour than its own baseline allows.");

    public bool Enabled => _options.Enabled;

    public string Profile { get; }

    public SpikeSettings Settings { get; }

    public string Calls => "security group calls";

    public void Prepare(MemoryDraft memory) => memory.Fold(Settings);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        if (_names.Contains(sighting.Event.EventName))
        {
            sighting.Count(WindowLabel.SecurityGroupCall);
        }
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        SpikeWindows.Judge(answer, Settings, Calls, Info.Severity);
}
