using System.Text;

namespace TrailWatch.Findings;

/// <summary>The SPL that shows a finding's events. Whatever an attacker can choose stands in quotes, with <c>\</c> and <c>"</c> escaped.</summary>
public static class Drilldown
{
    public static string Of(FindingActor actor, IReadOnlyCollection<string> eventNames, int eventNamesTotal, long firstTime, long lastTime)
    {
        var spl = new StringBuilder("search sourcetype=\"aws:cloudtrail\" ");
        spl.Append(Who(actor));
        if (eventNames.Count > 0 && eventNames.Count == eventNamesTotal && eventNames.Count <= 20)
        {
            spl.Append(" eventName IN (").AppendJoin(", ", eventNames.Select(Quote)).Append(')');
        }

        // latest is exclusive in Splunk, so it is the second after the last event.
        return spl.Append(" earliest=").Append(firstTime / 1000).Append(" latest=").Append((lastTime / 1000) + 1).ToString();
    }

    public static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal).ReplaceLineEndings(" ") + "\"";

    private static string Who(FindingActor actor) => actor switch
    {
        { Type: "AssumedRole", SessionName: null } when actor.Key.StartsWith("arn:", StringComparison.Ordinal) =>
            "userIdentity.sessionContext.sessionIssuer.arn=" + Quote(actor.Key),
        { Type: "AssumedRole" } when actor.Key.Contains(":role/", StringComparison.Ordinal) && !actor.Key.EndsWith("/" + actor.SessionName, StringComparison.Ordinal) =>
            "userIdentity.sessionContext.sessionIssuer.arn=" + Quote(actor.Key),
        { Arn.Length: > 0 } => "userIdentity.arn=" + Quote(actor.Arn),
        { UserName.Length: > 0 } => "userIdentity.userName=" + Quote(actor.UserName),
        _ => "userIdentity.accountId=" + Quote(actor.AccountId),
    };
}
