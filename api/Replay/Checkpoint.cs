using System.Globalization;
using TrailWatch.Evaluation;

namespace TrailWatch.Replay;

/// <summary>How far a replay has come: what a repeat of it must have in common, and where it goes on.</summary>
internal sealed record Checkpoint
{
    public required ReplayInputs Inputs { get; init; }

    public required EvaluationMode Mode { get; init; }

    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>The last record whose fate has been answered.</summary>
    public Position After { get; init; } = Position.Start;

    public Tally Tally { get; init; } = new();

    /// <summary>How long it has taken so far.</summary>
    public double Seconds { get; init; }

    /// <summary>What keeps another replay from going on here, in sentences; none where nothing does.</summary>
    public IEnumerable<string> DifferencesTo(Checkpoint other)
    {
        if (!Inputs.Paths.SequenceEqual(other.Inputs.Paths))
        {
            yield return $"Its paths are {string.Join(", ", Inputs.Paths)}.";
        }
        else if (Inputs.Digest != other.Inputs.Digest)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The files have changed since: then {Inputs.Files} of {Inputs.Bytes:N0} bytes, ")
                + string.Create(CultureInfo.InvariantCulture, $"now {other.Inputs.Files} of {other.Inputs.Bytes:N0} bytes")
                + (Inputs.Files == other.Inputs.Files && Inputs.Bytes == other.Inputs.Bytes ? ", with other names or times of change." : ".");
        }

        if (Mode != other.Mode)
        {
            yield return $"Its mode is {(Mode == EvaluationMode.Learn ? "learn" : "evaluate")}.";
        }

        if (Target != other.Target)
        {
            yield return $"It goes to {Target}, not to {other.Target}.";
        }
    }
}
