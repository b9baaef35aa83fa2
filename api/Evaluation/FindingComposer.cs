using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Evaluation;

/// <summary>Writes a finding: what the detection proved, over the events of its window.</summary>
public static class FindingComposer
{
    private const int NamesCap = 100;
    private const int ListCap = 50;

    public static string IdOf(IDetection detection, Suspicion suspicion) =>
        FindingId.Of(detection.Info.Id, suspicion.Subject, suspicion.WindowId);

    public static Finding Compose(IDetection detection, Suspicion suspicion, WindowRecord window, Proof proof)
    {
        var actor = Show(window.Latest(suspicion.Subject));
        var (names, namesTotal) = Cut(window.Names, NamesCap);
        var (sources, sourcesTotal) = Cut(window.Sources, ListCap);
        var (agents, agentsTotal) = Cut(window.UserAgents, ListCap);
        var (regions, regionsTotal) = Cut(window.Regions, ListCap);
        var (accounts, accountsTotal) = Cut(window.Accounts, ListCap);
        return new()
        {
            Id = IdOf(detection, suspicion),
            Detection = detection.Info.Id,
            Profile = detection.Profile,
            Title = detection.Info.Title,
            Why = proof.Why,
            Severity = proof.Severity,
            RiskScore = detection.Info.RiskScore,
            Actor = actor,
            Window = suspicion.Window,
            FirstTime = DateTimeOffset.FromUnixTimeMilliseconds(window.FirstTime).UtcDateTime,
            LastTime = DateTimeOffset.FromUnixTimeMilliseconds(window.LastTime).UtcDateTime,
            Count = window.Count,
            EventNames = names,
            EventNamesTotal = namesTotal,
            Sources = sources,
            SourcesTotal = sourcesTotal,
            UserAgents = agents,
            UserAgentsTotal = agentsTotal,
            Regions = regions,
            RegionsTotal = regionsTotal,
            Accounts = accounts,
            AccountsTotal = accountsTotal,
            EventIds = window.EventIds,
            Evidence = proof.Evidence,
            Mitre = detection.Info.Mitre,
            Drilldown = Drilldown.Of(actor, names, namesTotal, window.FirstTime, window.LastTime),
        };
    }

    private static FindingActor Show(Actor a) => new(a.Key, a.Type, a.Arn, a.UserName, a.AccountId, a.SessionName, a.AccessKeyId);

    private static (IReadOnlyList<string> List, int Total) Cut(SortedSet<string> all, int cap) => ([.. all.Take(cap)], all.Count);
}
