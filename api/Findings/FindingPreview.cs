using System.Text.Json;

namespace TrailWatch.Findings;

/// <summary>What storing a finding would give, for a dry run; finding.lua decides by the same rule.</summary>
internal static class FindingPreview
{
    public static StoredFinding Of(FindingDraft draft, WeighedFinding? was)
    {
        if (was is not { Finding: var stored })
        {
            return new(draft.Finding with { Revision = 1 }, true);
        }

        return Content(stored) == Content(draft.Finding) || IsOlder(draft, was)
            ? new(stored, false)
            : new(draft.Finding with { Revision = stored.Revision + 1, Throttled = stored.Throttled, Disposition = stored.Disposition }, true);
    }

    /// <summary>Whether the content was read earlier than the stored one, or would seem so to the store.</summary>
    private static bool IsOlder(FindingDraft draft, WeighedFinding was)
    {
        var (f, stored) = (draft.Finding, was.Finding);
        return draft.Weight != was.Weight ? draft.Weight < was.Weight
            : f.FirstTime != stored.FirstTime ? f.FirstTime > stored.FirstTime
            : string.CompareOrdinal(f.EventIds[0], stored.EventIds[0]) is not 0 and var order ? order > 0
            : f.Count < stored.Count;
    }

    private static string Content(Finding finding) => JsonSerializer.Serialize(
        finding with { Revision = 0, Throttled = false, Disposition = "undecided" }, FindingsJsonContext.Default.Finding);
}
