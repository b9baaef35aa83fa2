using System.Globalization;
using System.Text;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Tests.Splunk;

/// <summary>Parcels with valid defaults.</summary>
internal static class Parcels
{
    /// <summary>2026-10-03 05:46:41.679 UTC.</summary>
    public const long TimeMs = 1_791_006_401_679;

    public static HecEvent Event(string json, string? index = null) =>
        new(TimeMs, "trailwatch-1", "trailwatch:api-activity-spike", "trailwatch:finding", index, Encoding.UTF8.GetBytes(json), []);

    public static Parcel Of(string id, params HecEvent[] events) => new(id, 0, false, events);

    public static Parcel One(string id, string? index = null) => Of(id, Event($$"""{"finding_id":"{{id}}"}""", index));

    /// <summary>An event that the fake server refuses with this code.</summary>
    public static Parcel Poison(string id, int code) => Of(id, Event($$"""{"finding_id":"{{id}}","poison":{{code}}}"""));

    public static Parcel Sized(string id, int bytes) => Of(id, Event($$"""{"finding_id":"{{id}}","text":"{{new string('x', bytes)}}"}"""));

    /// <summary>Named p0, p1, ...</summary>
    public static IEnumerable<Parcel> Many(int count) => Enumerable.Range(0, count).Select(n => One(Name(n)));

    public static string Name(int n) => "p" + n.ToString(CultureInfo.InvariantCulture);
}
