using System.Text.Json;
using TrailWatch.Backtests;

namespace TrailWatch.Http;

/// <summary>How the description shows the body of <c>POST /v1/backtests</c>; it is read as a <see cref="BacktestRequest"/>.</summary>
internal sealed record BacktestBody
{
    /// <summary>Last part of its address: 1 to 64 of a-z, 0-9 and -. Absent: one is made.</summary>
    public string? Id { get; init; }

    /// <summary>What to try; every combination is a setting. Absent: only the present settings.</summary>
    public IReadOnlyList<GridAxisBody>? Grid { get; init; }

    /// <summary>copy: each setting starts from a copy of what is remembered (the default). empty: from nothing.</summary>
    public string? State { get; init; }

    /// <summary>CloudTrail in any shape that /v1/events takes; or records follow the object, one a line.</summary>
    public IReadOnlyList<JsonElement>? Records { get; init; }

    /// <summary>Instead of records: a folder below Backtests:Folder, with .json, .ndjson and the same as .gz.</summary>
    public string? Folder { get; init; }
}

/// <summary>One option of one detection.</summary>
internal sealed record GridAxisBody
{
    /// <summary>Its id.</summary>
    public required string Detection { get; init; }

    /// <summary>As GET /v1/detections names it; or enabled, or profile.</summary>
    public required string Option { get; init; }

    /// <summary>What to try.</summary>
    public required IReadOnlyList<JsonElement> Values { get; init; }
}

/// <summary>Backtests.</summary>
/// <param name="Items">Newest first, without results.</param>
internal sealed record BacktestList(IReadOnlyList<BacktestReport> Items);
