using System.Globalization;
using System.Text.Json.Serialization;
using TrailWatch.Findings;
using TrailWatch.Memory.Tally;
using TrailWatch.Tables;

namespace TrailWatch.Evaluation;

/// <summary>What was said of a finding, by whom, and what came of it.</summary>
public sealed record FindingDisposition
{
    public required string FindingId { get; init; }

    /// <summary>undecided, benign or malicious.</summary>
    public required string Disposition { get; init; }

    /// <summary>Who said so; null where nobody has said anything yet.</summary>
    public string? By { get; init; }

    /// <summary>When.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public DateTimeOffset? At { get; init; }

    /// <summary>Why, where that was said.</summary>
    public string? Reason { get; init; }

    /// <summary>What the actor's baseline was taught: by this call, or, when it is read, by the last decision.</summary>
    public required Teaching Taught { get; init; }

    /// <summary>The last 100 decisions, newest first. One that is sent again as it was is no new one.</summary>
    public required IReadOnlyList<DecisionEntry> History { get; init; }

    internal static FindingDisposition Of(Finding finding, IReadOnlyList<DecisionEntry> trail, Taught? taught = null)
    {
        // A decision cut off before it reached the finding does not hold; sending it again mends that.
        var last = trail.Count > 0 && trail[0].To == finding.Disposition ? trail[0] : null;
        return new()
        {
            FindingId = finding.Id,
            Disposition = finding.Disposition,
            By = last?.By,
            At = last?.At,
            Reason = last?.Reason,
            Taught = (taught ?? last?.Taught) is { } outcome ? Teaching.Of(outcome, finding) : Teaching.None,
            History = trail,
        };
    }
}

/// <summary>What a disposition does to a baseline.</summary>
/// <param name="Outcome">For programs.</param>
/// <param name="Explain">The same in a sentence.</param>
public sealed record Teaching(Taught Outcome, string Explain)
{
    internal static Teaching None { get; } = new(Memory.Tally.Taught.Nothing, "Nobody has decided yet.");

    internal static Teaching Of(Taught outcome, Finding finding) => new(outcome, outcome switch
    {
        Taught.Nothing => "The disposition is kept, and nothing is taught: only the baselines of the spike detections learn from it, where the finding and its detection are in profile hardened.",
        Taught.Forgotten => "The disposition is kept, and nothing is taught: the actor has been silent for so long that its baseline is forgotten.",
        Taught.CountsAtClose => "The hour is still open; when it closes, its whole count becomes a point of the actor's baseline, beside the threshold that a spike is learnt as.",
        Taught.LeftOutAtClose => "The hour is still open; when it closes, the actor's baseline does not learn from it.",
        Taught.FoldsAsUsual => "The hour is still open; when it closes, the actor's baseline learns from it as from any other.",
        Taught.Counted => string.Create(CultureInfo.InvariantCulture, $"The hour had closed; its count of {finding.Count} has become a point of the actor's baseline at once."),
        Taught.AlreadyCounted => "The hour's count is a point of the actor's baseline already; it is neither learnt twice nor taken out again.",
        Taught.AlreadyLeftOut => "The actor's baseline has left the hour out when it closed.",
        _ => "The disposition is kept, and nothing is taught: the hour had closed, and what a baseline has learnt is not taken out again.",
    });
}
