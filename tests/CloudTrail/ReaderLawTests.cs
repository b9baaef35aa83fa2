using System.Text;
using CsCheck;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>Law 8: nothing is dropped in silence, whatever was sent.</summary>
public sealed class ReaderLawTests
{
    private static readonly (string Json, string Outcome)[] Kinds =
    [
        (Make.Record("e1"), "event"), (Make.Record(""), "event"), ("""{"eventTime":"2026-03-02T10:00:00Z","eventName":"X"}""", "event"),
        (Make.Record(time: null), "no-event-time"), (Make.Record(time: "soon"), "bad-event-time"), (Make.Record(name: null), "no-event-name"),
        (Make.Record(time: "2999-01-01T00:00:00Z"), "from-the-future"), ("{}", "not-cloudtrail"), ("3", "not-an-object"), ("null", "not-an-object"),
        ("""{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","eventTime":"2026-03-02T10:00:00Z"}""", "s3-notification"),
        ("""{"eventTime":"2026-03-02T10:00:00Z","insightDetails":{"state":"Start"}}""", "insight"), ("""{"digestS3Object":"o"}""", "digest"),
        ("""{"messageType":"CONTROL_MESSAGE","logEvents":[]}""", "control-message"), ("""{"body":"words"}""", "not-json"),
    ];

    private static readonly Func<string[], string>[] Wrappers =
    [
        records => Make.Records(records),
        records => $"[{string.Join(" ,\n", records)}]",
        records => string.Join("\n", records),
        records => string.Join("\r\n\r\n", records) + "\n",
        records => Make.Wrap("body", Make.Quote(Make.Records(records))),
        records => Make.Wrap("Message", Make.Quote(string.Join("\n", records) + "\n[]")),
        records => Make.AwsLogs(string.Join("\n", records)),
        records => Make.Wrap("result", Make.Records(records)),
        records => Make.Records(records.Select(r => r[0] == '{' ? Make.Wrap("body", r) : r)),
        records => string.Concat(records.Select(r => $"[{r}]")),
    ];

    private static readonly string[] Noise =
    [
        "{", "}", "[", "]", ",", ":", "\n", " ", "1", "null", "\"a\"", "\"{\"", "\"body\":", "\"Records\":", "\"aws\":", "\"logEvents\":", "\"awslogs\":",
        "\"data\":", "\"eventTime\":\"2026-03-02T10:00:00Z\",", "\"eventName\":\"X\"", "\"userIdentity\":", "\\u", "\uFEFF",
    ];

    private static readonly ReaderLimits Limits = new() { LatestTime = 4102444800000 };

    [Fact]
    public void Every_record_of_any_mix_in_any_wrapper_is_accounted_for() =>
        Gen.Select(Gen.Int[0, Kinds.Length - 1].Array[1, 30], Gen.Int[0, Wrappers.Length - 1]).Sample((kinds, wrapper) =>
        {
            var batch = Read.Body(Wrappers[wrapper]([.. kinds.Select(k => Kinds[k].Json)]), Limits);
            var expected = kinds.Select(k => Kinds[k].Outcome).Order();
            var outcomes = batch.Events.Select(_ => "event").Concat(batch.Rejected.Select(r => r.Code))
                .Concat(batch.Skipped.SelectMany(s => Enumerable.Repeat(s.Key, s.Value)));
            Assert.Equal(expected, outcomes.Order());
            Assert.All(batch.Events, e => Assert.Equal("event", Kinds[kinds[e.Index]].Outcome));
            Assert.All(batch.Rejected, r => Assert.Equal(r.Code, Kinds[kinds[r.Index]].Outcome));
        }, iter: 300);

    [Fact]
    public void A_line_torn_anywhere_costs_itself_alone() =>
        Gen.Select(Gen.Int[1, Make.Record().Length - 1], Gen.Int[0, 3]).Sample((length, place) =>
        {
            var lines = new List<string> { Make.Record("a"), Make.Record("b"), Make.Record("c") };
            lines.Insert(place, Make.Record("torn")[..length]);
            var batch = Read.Body(string.Join('\n', lines), Limits);
            Assert.Equal(["a", "b", "c"], batch.Events.Select(e => e.EventId));
            Assert.Equal((place, "not-json"), (Assert.Single(batch.Rejected).Index, batch.Rejected[0].Code));
        }, iter: 300);

    [Fact]
    public void A_file_cut_anywhere_keeps_the_records_before_the_cut()
    {
        var records = Enumerable.Range(0, 8).Select(i => Make.Record($"e{i}")).ToArray();
        var body = Encoding.UTF8.GetBytes(Make.Records(records));
        var each = records[0].Length + 1;
        Gen.Int[12, body.Length - 1].Sample(cut =>
        {
            var whole = Math.Min(8, (cut - 10) / each);
            if (!CloudTrailReader.TryRead(body.AsSpan(0, cut), Limits, out var batch, out _))
            {
                Assert.Equal(0, (cut - 11) / each);
                return;
            }

            Assert.InRange(batch.Events.Count, whole - 1, whole + 1);
            Assert.Equal("not-json", Assert.Single(batch.Rejected).Code);
        }, iter: 300);
    }

    [Theory]
    [InlineData("awsdocs_cloudtrail")]
    [InlineData("plaso")]
    public void Bytes_changed_at_random_never_throw_and_never_lose_a_count(string file)
    {
        var original = Read.Events(file);
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte).Array[1, 20].Select(Gen.Int[1, original.Length]).Sample((changes, length) =>
        {
            var body = original[..length];
            foreach (var (at, value) in changes.Where(c => c.Item1 < length))
            {
                body[at] = value;
            }

            if (CloudTrailReader.TryRead(body, Limits, out var batch, out _))
            {
                Assert.Equal(batch.Received, batch.Events.Count + batch.Skipped.Values.Sum() + batch.Rejected.Count);
                Assert.All(batch.Events, e => ActorResolver.Resolve(e, ActorGranularity.Role, out _));
            }
        }, iter: 300);
    }

    [Fact]
    public void Structural_noise_never_throws() =>
        Gen.Int[0, Noise.Length - 1].Array[0, 60].Sample(
            parts => { CloudTrailReader.TryRead(Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => Noise[p]))), Limits, out _, out _); },
            iter: 2000);
}
