using TrailWatch.Splunk.Delivery;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class OpenParcelTests
{
    [Theory]
    [InlineData("Delivered", false, "delivered delivered")]
    [InlineData("DeliveredUnconfirmed", false, "delivered unconfirmed")]
    [InlineData("Dead", true, "delivered dead")]
    [InlineData("Dead", false, "dead dead")]
    [InlineData("Hold", true, "hold delivered")]
    [InlineData("Hold", false, "hold dead")]
    [InlineData("Retry", true, "retry delivered")]
    [InlineData("Retry", false, "dead retry")]
    [InlineData("Retry", true, "unacknowledged hold")]
    public void The_event_with_most_left_to_do_speaks_for_its_parcel(string kind, bool ambiguous, string named)
    {
        var fates = named.Split(' ').Select(Fate).ToList();
        List<EventFate> settled = [];
        var open = new OpenParcel(Parcels.Of("f1", [.. fates.Select(_ => Parcels.Event("""{"a":1}"""))]), (_, fate) => settled.Add(fate));
        foreach (var fate in fates)
        {
            Assert.Empty(settled);
            open.Resolve(fate);
        }

        Assert.Equal((kind, ambiguous), (settled.Single().Kind.ToString(), settled.Single().IsAmbiguous));
    }

    private static EventFate Fate(string name) => name switch
    {
        "delivered" => EventFate.Delivered,
        "unconfirmed" => EventFate.Unconfirmed("no acknowledgement"),
        "dead" => new EventFate(SettlementKind.Dead, "refused"),
        "hold" => EventFate.NotSent("token"),
        "retry" => new EventFate(SettlementKind.Retry, "busy"),
        _ => EventFate.Unacknowledged("late"),
    };
}
