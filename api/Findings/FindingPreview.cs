using System.Text.Json;

namespace TrailWatch.Findings;

/// <summary>What storing a finding would give, for a dry run.</summary>
public static class FindingPreview
{
    public static StoredFinding Of(FindingDraft draft, Finding? stored)
    {
        if (stored is null)
        {
            return new(draft.Finding with { Revision = 1 }, true);
        }

        var same = Content(stored) == Content(draft.Finding) || stored.Count > draft.Finding.Count;
        return same
            ? new(stored, false)
            : new(draft.Finding with { Revision = stored.Revision + 1, Throttled = stored.Throttled, Disposition = stored.Disposition }, true);
    }

    private static string Content(Finding finding) => JsonSerializer.Serialize(
        finding with { Revision = 0, Throttled = false, Disposition = "undecided" }, FindingsJsonContext.Default.Finding);
}
