using TrailWatch.Memory.Tally;
using Xunit;

namespace TrailWatch.Tests.Memory;

/// <summary>The arithmetic of the spike searches, digit for digit, and what <c>hardened</c> mends.</summary>
public sealed class SpikeBaselineTests
{
    private static readonly SpikeSettings Escu = new("a-", false, 20, 15, 3);
    private static readonly SpikeSettings Hardened = new("a-", true, 20, 15, 3);

    [Theory]
    [InlineData(10, 2, 20, 16, "10.008333", "2.011063", 21, "16.041523", false)]
    [InlineData(10, 2, 20, 17, "10.009722", "2.015541", 21, "16.056345", true)]
    [InlineData(10, 2, 14, 100, "10.125000", "3.902412", 15, "21.832236", false)]
    [InlineData(10, 2, 15, 100, "10.125000", "3.902412", 16, "21.832236", true)]
    [InlineData(10, 0, 30, 11, "10.001389", "0.037242", 31, "10.113115", true)]
    [InlineData(5, 0, 30, 5, "5.000000", "0.000000", 31, "5.000000", false)]
    [InlineData(100, 10, 200, 1000, "101.250000", "34.975686", 201, "206.177058", true)]
    public void The_search_s_vectors_come_out_digit_for_digit(
        double mean, double deviation, int points, double count, string newMean, string newDeviation, int newPoints, string threshold, bool spike)
    {
        var verdict = new SpikeBaseline(points, mean, deviation).Judge(count, Escu);
        Assert.Equal(
            (newMean, newDeviation, (double?)newPoints, threshold, spike),
            (Show(verdict.Baseline.Mean), Show(verdict.Baseline.StandardDeviation), verdict.Baseline.Points, Show(verdict.Threshold), verdict.IsSpike));
        Assert.Equal(verdict.Baseline, new SpikeBaseline(points, mean, deviation).Fold(count, Escu));
    }

    [Fact]
    public void The_search_learns_nothing_of_an_actor_without_a_baseline()
    {
        var unknown = new SpikeBaseline(null, 0, 0);
        Assert.Equal(unknown, unknown.Fold(1000, Escu));
        Assert.False(unknown.Judge(1000, Escu).IsSpike);
    }

    [Fact]
    public void Hardened_starts_by_itself_with_the_plain_mean_and_deviation()
    {
        double[] hours = [4, 8, 6, 2, 10];
        var baseline = hours.Aggregate(new SpikeBaseline(null, 0, 0), (b, x) => b.Fold(x, Hardened));
        Assert.Equal(5, baseline.Points);
        Assert.Equal(6, baseline.Mean, 12);
        Assert.Equal(Math.Sqrt(8), baseline.StandardDeviation, 12);
    }

    [Theory]
    [InlineData(718, 719)]
    [InlineData(719, 720)]
    [InlineData(720, 720)]
    [InlineData(5000, 720)]
    public void Hardened_weighs_an_hour_as_one_of_all_of_them_up_to_the_search_s_720(double points, double weight)
    {
        var folded = new SpikeBaseline(points, 100, 10).Fold(110, Hardened);
        var mean = 100 + (10 / weight);
        Assert.Equal(mean, folded.Mean);
        Assert.Equal(Math.Sqrt(((10 * 10 * (weight - 1)) + ((110 - mean) * 10)) / weight), folded.StandardDeviation);
        Assert.Equal(weight == 720, folded == new SpikeBaseline(points, 100, 10).Fold(110, Escu));
    }

    [Theory]
    [InlineData(14, 131, false)]
    [InlineData(15, 130, false)]
    [InlineData(15, 131, true)]
    public void Hardened_tests_before_it_learns_and_learns_from_a_spike_its_threshold(double points, double count, bool spike)
    {
        var before = new SpikeBaseline(points, 100, 10);
        var verdict = before.Judge(count, Hardened);
        Assert.Equal((spike, 130, before), (verdict.IsSpike, verdict.Threshold, verdict.Baseline));
        Assert.Equal(before.Fold(spike ? 130 : count, Escu with { Hardened = true, MinimumPoints = 100 }), before.Fold(count, Hardened));
    }

    [Fact]
    public void A_benign_spike_counts_as_it_is_beside_its_threshold_and_a_malicious_one_not_at_all()
    {
        // Four hours of 10 calls; the threshold is 30, so that 10, 10, 10, 10, 30 and 100 are learnt of a benign hour of 100.
        var settings = Hardened with { MinimumPoints = 4 };
        var before = new SpikeBaseline(4, 10, 0);
        var benign = before.Fold(100, settings, Lesson.Benign);
        Assert.Equal(6, benign.Points);
        Assert.Equal(170d / 6, benign.Mean, 12);
        Assert.Equal(Math.Sqrt(((4 * 100) + 900 + 10_000) / 6d - (170d / 6 * 170 / 6)), benign.StandardDeviation, 12);
        Assert.Equal(before, before.Fold(100, settings, Lesson.Malicious));
        Assert.Equal(before.Fold(100, settings), before.Fold(100, settings, Lesson.None));
    }

    [Theory, InlineData(Lesson.Benign), InlineData(Lesson.Malicious)]
    public void The_search_is_taught_nothing(Lesson lesson) =>
        Assert.Equal(new SpikeBaseline(20, 10, 2).Fold(100, Escu), new SpikeBaseline(20, 10, 2).Fold(100, Escu, lesson));

    [Theory, InlineData(2, 120), InlineData(10, 130)]
    public void The_threshold_is_the_larger_of_deviations_and_minimum_excess(double deviation, double threshold) =>
        Assert.Equal(threshold, new SpikeBaseline(20, 100, deviation).Judge(0, Hardened).Threshold);

    [Fact]
    public void A_deviation_of_nothing_has_no_score() => Assert.Equal(0, new SpikeBaseline(20, 100, 0).Judge(500, Hardened).ZScore);

    private static string Show(double value) => value.ToString("F6", System.Globalization.CultureInfo.InvariantCulture);
}
