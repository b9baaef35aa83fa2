using TrailWatch.Splunk.Delivery;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class OpenParcelTests
{
    private static readonly EventFate Delivered = EventFate.Delivered;
    private static readonly EventFate Unconfirmed = EventFate.Unconfirmed("no acknowledgement");
    private static readonly EventFate Dead = new(SettlementKind.Dead, "refused");
    private static readonly EventFate Hold = EventFate.NotSent("token");
    private static readonly EventFate Retry = new(SettlementKind.Retry, "busy");

    public static TheoryData<string, bool, EventFate[]> Cases => new()
    {
        { "Delivered", false, [Delivered, Delivered] },
        { "DeliveredUnconfirmed", false, [Delivered, Unconfirmed] },
        { "Dead", true, [Delivered, Dead] },
        { "Dead", false, [Dead, Dead] },
        { "Hold", true, [Hold, Delivered] },
        { "Hold", false, [Hold, Dead] },
        { "Retry", true, [Retry, Delivered] },
        { "Retry", false, [Dead, Retry] },
        { "Retry", true, [EventFate.Unacknowledged("late"), Hold] },
    };

    [Theory, MemberData(nameof(Cases))]
    public void The_event_with_most_left_to_do_speaks_for_its_parcel(string kind, bool ambiguous, EventFate[] fates)
    {
        List<EventFate> settled = [];
        var open = new OpenParcel(Parcels.Of("f1", [.. fates.Select(_ => Parcels.Event("""{"a":1}"""))]), (_, fate) => settled.Add(fate));
        foreach (var fate in fates)
        {
            Assert.Empty(settled);
            open.Resolve(fate);
        }

        Assert.Equal((kind, ambiguous), (settled.Single().Kind.ToString(), settled.Single().IsAmbiguous));
    }
}
