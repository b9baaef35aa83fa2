using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class DivisionTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(15)]
    public void C17_Those_before_are_taken_the_named_one_is_dead_the_rest_is_sent_again(int code) =>
        AssertDivision(Of(Portion.Whole(5), code, 2), 2, 1, new Portion(3, 2, 1, false));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 4)]
    public void C17_The_first_and_the_last_can_be_named(int named, int taken)
    {
        var division = Of(Portion.Whole(5), 6, named);
        Assert.Equal((taken, 1), (division.Taken, division.Dead));
        Assert.Equal(5, taken + 1 + division.Again.Sum(p => p.Count));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 4)]
    public void C18_Code_7_names_the_one_behind_the_bad_one(int named, int taken) =>
        Assert.Equal((taken, 1), (Of(Portion.Whole(5), 7, named).Taken, Of(Portion.Whole(5), 7, named).Dead));

    [Theory]
    [InlineData(6, 5)]
    [InlineData(6, -1)]
    [InlineData(7, 0)]
    [InlineData(7, 6)]
    [InlineData(6, null)]
    public void C21_Without_an_event_that_was_sent_the_batch_is_halved_once(int code, int? named)
    {
        AssertDivision(Of(Portion.Whole(5), code, named), 0, 0, new Portion(0, 2, 0, true), new Portion(2, 3, 0, true));
        AssertDivision(Of(new Portion(2, 3, 0, true), code, named < 0 ? named : named + 10), 0, 3);
    }

    [Fact]
    public void C21_A_single_event_is_not_halved() => AssertDivision(Of(Portion.Whole(1), 6, null), 0, 1);

    [Fact]
    public void C19_The_ninth_removal_halves_the_rest()
    {
        AssertDivision(Of(new Portion(0, 9, 7, false), 6, 0), 0, 1, new Portion(1, 8, 8, false));
        AssertDivision(Of(new Portion(0, 9, 8, false), 6, 0), 0, 1, new Portion(1, 4, 9, true), new Portion(5, 4, 9, true));
    }

    [Fact]
    public void C19_A_half_that_is_refused_again_is_given_up_from_there_on() => AssertDivision(Of(new Portion(4, 4, 9, true), 6, 1), 1, 3);

    [Fact]
    public void C19_A_batch_of_nothing_but_poison_ends_after_few_requests()
    {
        var left = new Stack<Portion>([Portion.Whole(500)]);
        var (requests, dead) = (0, 0);
        while (left.TryPop(out var portion))
        {
            requests++;
            var division = Of(portion, 6, 0, new int[500]);
            dead += division.Dead;
            foreach (var again in division.Again)
            {
                left.Push(again);
            }
        }

        Assert.Equal((11, 500), (requests, dead));
    }

    [Fact]
    public void C20_What_is_too_large_is_halved_by_bytes_until_one_event_is_left()
    {
        var tooLarge = new HecVerdict(HecOutcome.TooLarge, "HTTP 413", 413);
        AssertDivision(
            Division.Of(Portion.Whole(4), tooLarge, [10, 10, 10, 90]), 0, 0, new Portion(0, 3, 0, false), new Portion(3, 1, 0, false));
        AssertDivision(Division.Of(new Portion(0, 2, 3, false), tooLarge, [90, 10]), 0, 0, new Portion(0, 1, 3, false), new Portion(1, 1, 3, false));
        AssertDivision(Division.Of(new Portion(3, 1, 0, false), tooLarge, [10, 10, 10, 90]), 0, 1);
    }

    private static Division Of(Portion sent, int code, int? named, int[]? sizes = null)
    {
        var reply = new HecReply("text", code, named, null);
        return Division.Of(sent, new HecVerdict(HecClassifier.Of(400, reply, 100), "text", 400, reply), sizes ?? [1, 1, 1, 1, 1, 1, 1, 1, 1]);
    }

    private static void AssertDivision(Division division, int taken, int dead, params Portion[] again)
    {
        Assert.Equal((taken, dead), (division.Taken, division.Dead));
        Assert.Equal(again, division.Again);
    }
}
