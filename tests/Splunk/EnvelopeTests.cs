using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class EnvelopeTests
{
    [Fact]
    public void C08_An_envelope_has_no_key_that_Splunk_does_not_know() => Gen.Select(Gen.String, Gen.String, Gen.String).Sample((name, value, host) =>
    {
        var sent = Parcels.Event("""{"a":1}""") with { Host = host, Fields = [new(name, value), new(name, value), new("rule_id", value)] };
        var result = HecIndexing.Read(Text(sent), null, _ => null);
        Assert.Equal((1, 0), (result.Indexed.Count, result.Code));
    });

    [Theory]
    [InlineData(1_791_006_401_679, "1791006401.679")]
    [InlineData(1_791_000_000_000, "1791000000")]
    [InlineData(1_791_000_000_001, "1791000000.001")]
    [InlineData(1, "0.001")]
    [InlineData(0, "0")]
    [InlineData(253_402_300_799_999, "253402300799.999")]
    public void C09_Time_is_written_plainly(long milliseconds, string written) =>
        Assert.Contains($"\"time\":{written},", Text(Parcels.Event("""{"a":1}""") with { TimeMs = milliseconds }), StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"text\"")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("[]")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1} {\"b\":2}")]
    [InlineData("{\"a\":1},\"index\":\"other\"")]
    public void C11_An_event_is_an_object_with_something_in_it(string json) => Assert.ThrowsAny<JsonException>(() => Text(Parcels.Event(json)));

    [Fact]
    public void C12_Fields_are_texts_and_lists_of_texts()
    {
        var sent = Parcels.Event("""{"a":1}""") with { Fields = [new("severity", "high"), new("mitre", "T1078"), new("mitre", "T1098")] };
        Assert.Equal("""{"severity":"high","mitre":["T1078","T1098"]}""", Json(sent)["fields"]!.ToJsonString());
    }

    [Fact]
    public void C12_Without_fields_there_is_no_such_key() => Assert.False(Json(Parcels.Event("""{"a":1}""")).ContainsKey("fields"));

    [Fact]
    public void C13_What_is_not_known_is_left_out()
    {
        var written = Json(Parcels.Event("""{"a":1}""") with { Host = null, Source = "", Sourcetype = "" });
        Assert.Equal(["time", "event"], written.Select(member => member.Key));
    }

    [Fact]
    public void C14_The_events_index_comes_before_the_endpoints_and_may_be_left_to_the_token()
    {
        Assert.Equal("own", (string?)Json(Parcels.Event("""{"a":1}""", "own"), index: "endpoint")["index"]);
        Assert.Equal("endpoint", (string?)Json(Parcels.Event("""{"a":1}"""), index: "endpoint")["index"]);
        Assert.False(Json(Parcels.Event("""{"a":1}""")).ContainsKey("index"));
    }

    [Fact]
    public void C16_The_cut_leaves_everything_but_the_evidence() => Assert.Equal(
        """{"id":1,"why":"x","truncated":true}""",
        Encoding.UTF8.GetString(EvidenceCut.Of("""{"id":1,"evidence":{"a":[1,2]},"evidences":[{}],"why":"x"}"""u8.ToArray())));

    private static string Text(OwnEvent sent, string? index = null) => Encoding.UTF8.GetString(Envelope.Write(sent, sent.EventJson.Span, index));

    private static JsonObject Json(OwnEvent sent, string? index = null) => JsonNode.Parse(Text(sent, index))!.AsObject();
}
