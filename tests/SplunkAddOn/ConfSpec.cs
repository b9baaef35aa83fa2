using System.Text.RegularExpressions;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>
/// The settings that the add-on may use, by file, from Splunk's own .spec files; a name that is not here is a slip of the pen until somebody
/// has looked it up.
/// </summary>
internal static class ConfSpec
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["app.conf"] = "is_configured|build|id|check_for_updates|name|version|author|description|is_visible|label",
        ["props.conf"] = @"description|category|pulldown_type|KV_MODE|SHOULD_LINEMERGE|LINE_BREAKER|TRUNCATE|FIELDALIAS-\w+|EVAL-\w+",
        ["eventtypes.conf"] = "search|description|disabled|priority|color",
        ["tags.conf"] = "[a-z_]+",
        ["macros.conf"] = "definition|iseval|args",
        ["savedsearches.conf"] =
            "search|description|disabled|enableSched|cron_schedule|schedule_window|realtime_schedule|dispatch.(earliest|latest)_time|" +
            "alert.(track|digest_mode|suppress|suppress.fields|suppress.period)|counttype|relation|quantity|" +
            "action.correlationsearch.(enabled|label|annotations)|action.risk(.param.(_risk|_risk_message|_risk_score|verbose))?",
        ["default.meta"] = "access|export|owner|version",
    };

    public static IReadOnlyCollection<string> Files => Settings.Keys;

    public static bool Knows(string file, string setting) =>
        Settings.TryGetValue(file, out var names) && Regex.IsMatch(setting, $"^({names.Replace(".(", @"\.(", StringComparison.Ordinal)})$", RegexOptions.CultureInvariant);
}
