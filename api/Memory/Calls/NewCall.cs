using System.Globalization;

namespace TrailWatch.Memory.Calls;

/// <summary>A call that became new to a role, and the event that was the first.</summary>
/// <param name="Call">As the detection keys it.</param>
/// <param name="Time">Unix ms.</param>
/// <param name="EventId">Of the first event.</param>
/// <param name="EventSource">Its service.</param>
/// <param name="EventName">Its name.</param>
/// <param name="Values">That event's source, user agent, region, account and principal, in this order.</param>
public sealed record NewCall(string Call, long Time, string EventId, string EventSource, string EventName, string[] Values)
{
    private const int TimeDigits = 15;

    /// <summary>The event's part of an entry; calls.lua puts the time before it.</summary>
    internal static string Write(Sighting s) => string.Join(
        Fields.Outer,
        new[] { s.Event.EventId, s.Event.EventSource, s.Event.EventName, s.Event.SourceIPAddress, s.Event.UserAgent, s.Event.AwsRegion, s.Account }
            .Select(Fields.Clean).Append(s.Principal));

    internal static NewCall Read(string call, string entry)
    {
        var parts = entry[TimeDigits..].Split(Fields.Outer);
        return new(call, long.Parse(entry.AsSpan(0, TimeDigits), CultureInfo.InvariantCulture), parts[0], parts[1], parts[2], parts[3..]);
    }
}
