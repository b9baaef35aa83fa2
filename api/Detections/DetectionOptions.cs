using System.ComponentModel.DataAnnotations;

namespace TrailWatch.Detections;

/// <summary>Names of the two profiles.</summary>
public static class Profiles
{
    /// <summary>As Splunk's searches did it, faults included.</summary>
    public const string Escu2018 = "escu-2018";

    /// <summary>With what is known to be wrong mended.</summary>
    public const string Hardened = "hardened";
}

/// <summary>
/// What every detection can be told, under <c>Detections:&lt;Id in PascalCase&gt;</c>. The descriptions and ranges of the options are
/// also what <c>GET /v1/detections</c> shows and what a change of them is held against.
/// </summary>
public abstract class DetectionOptions
{
    /// <summary>A detection that is off asks nothing and remembers nothing.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary><c>hardened</c> or <c>escu-2018</c>; absent: that of <c>Detections:Profile</c>.</summary>
    [AllowedValues(Profiles.Hardened, Profiles.Escu2018, null, ErrorMessage = "Profile must be hardened or escu-2018.")]
    public string? Profile { get; set; }
}

/// <summary>Section <c>Detections</c>: what holds for all of them.</summary>
public sealed class DetectionsOptions
{
    [AllowedValues(Profiles.Hardened, Profiles.Escu2018, ErrorMessage = "Detections:Profile must be hardened or escu-2018.")]
    public string Profile { get; set; } = Profiles.Hardened;

    internal string Of(DetectionOptions options) => options.Profile ?? Profile;
}
