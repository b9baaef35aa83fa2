using System.Diagnostics.Metrics;
using CsCheck;
using TrailWatch.Evaluation;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

public abstract partial class LawTests
{
    [Theory, InlineData("ask"), InlineData("judge"), InlineData("prove")]
    public async Task Law_7_a_detection_that_throws_is_named_and_counted_and_the_others_go_on(string step)
    {
        var db = await OpenAsync();
        await EventStreams.InOrder(1, 60).SampleAsync(
            async stream =>
            {
                var broken = new BrokenDetection(step);
                using var failures = new FailureCount(broken.Info.Id);
                await using var whole = await HouseAsync(db, "hardened");
                await using var hurt = new House(new TestStore(db), Sensitive, [broken]);
                await hurt.PutIdentitiesAsync(Directory);
                foreach (var batch in stream.Chunk(20))
                {
                    var (expected, result) = (await whole.EvaluateAsync(batch), await hurt.EvaluateAsync(batch));
                    Assert.Equal(Exactly(expected.Findings), Exactly(result.Findings));
                    Assert.Equal((expected.Evaluated, expected.Duplicates, expected.Late), (result.Evaluated, result.Duplicates, result.Late));
                    Assert.Empty(expected.FailedDetections);
                    Assert.Equal([broken.Info.Id], result.FailedDetections);
                }

                Assert.True(failures.Total >= (stream.Length + 19) / 20, $"{failures.Total} failures were counted.");
            },
            iter: Cases, threads: 1);
    }

    [Fact]
    public async Task Law_8_nothing_is_dropped_in_silence()
    {
        var db = await OpenAsync();
        var kinds = Gen.Frequency((6, Gen.Const('n')), (2, Gen.Const('a')), (1, Gen.Const('s')), (1, Gen.Const('i')), (1, Gen.Const('r')), (1, Gen.Const('x')));
        var mixes = Gen.Select(kinds, Gen.Int[0, 40], Gen.Int[0, 8], (kind, id, hour) => (kind, id, hour)).Array[0, 30];
        await mixes.Array[1, 5].SampleAsync(
            async batches =>
            {
                await using var house = await HouseAsync(db, "hardened");
                var model = new Accounts();
                foreach (var mix in batches)
                {
                    var body = Tests.CloudTrail.Make.Records(mix.Select(RecordMix.Json));
                    var result = await house.Evaluator.EvaluateAsync(Tests.CloudTrail.Read.Body(body), EvaluationMode.Evaluate);
                    Assert.Equal(result.Received, result.Evaluated + result.Duplicates + result.Skipped + result.Late + result.Rejected.Count);
                    Assert.Equal(
                        model.Expect(mix),
                        (mix.Length, result.Evaluated, result.Duplicates, result.Skipped, result.Late, result.Rejected.Count));
                }
            },
            iter: 40, threads: 1);
    }

    /// <summary>What the meter says of one detection.</summary>
    private sealed class FailureCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _total;

        public FailureCount(string detection)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "trailwatch.detection.failures", Meter.Name: "TrailWatch" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    Interlocked.Add(ref _total, tag.Key == "detection" && (string?)tag.Value == detection ? count : 0);
                }
            });
            _listener.Start();
        }

        public long Total => Interlocked.Read(ref _total);

        public void Dispose() => _listener.Dispose();
    }
}
