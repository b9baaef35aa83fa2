using System.Globalization;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Questions;

public sealed class QuestionTripTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    [Fact]
    public async Task A_thousand_mixed_questions_cost_two_round_trips()
    {
        var store = new TappedStore(new TestStore(garnet.Database));
        await using var house = await HouseAsync(store);
        store.Reset();
        var answers = await house.AskAsync(Enumerable.Range(0, 1000).Select(i => Mixed(i)));
        Assert.All(answers, a => Assert.NotNull(a.Verdict));
        Assert.Equal(6, answers.Select(a => a.Kind).Distinct().Count());
        Assert.Equal(2, store.RoundTrips);
    }

    [Fact]
    public async Task What_names_nothing_more_costs_one_and_what_needs_no_memory_costs_none()
    {
        var store = new TappedStore(new TestStore(garnet.Database));
        await using var house = await HouseAsync(store);
        store.Reset();
        await house.AskAsync(new { kind = "mfa", actor = Some.Alice }, new { kind = "dormancy", actor = Some.Alice });
        Assert.Equal(1, store.RoundTrips);

        store.Reset();
        await house.AskAsync(new { kind = "identity", userName = "alice" }, new { kind = "nothing" });
        Assert.Equal(0, store.RoundTrips);
    }

    [Fact]
    public async Task A_subject_that_is_asked_about_twice_is_read_once()
    {
        var store = new TappedStore(new TestStore(garnet.Database));
        await using var house = await HouseAsync(store);
        object[] questions = [.. Enumerable.Range(0, 12).Select(i => Mixed(i % 6))];
        store.Reset();
        await house.AskAsync(questions[..6]);
        var once = store.Commands;
        Assert.True(once > 6);

        store.Reset();
        await house.AskAsync(questions);
        Assert.Equal(once, store.Commands);
    }

    private static async Task<House> HouseAsync(TappedStore store)
    {
        var house = new House(store);
        await house.EvaluateAsync(Enumerable.Range(0, 50).Select(i => Some.Event(Some.Morning.AddSeconds(i), user: $"user{i}").WithKey(KeyOf(i))));
        await house.EvaluateAsync(Enumerable.Range(0, 50).Select(i => Some.RoleEvent(Some.Morning.AddSeconds(i), "GetObject", $"role{i}")));
        return house;
    }

    private static string KeyOf(int i) => string.Create(CultureInfo.InvariantCulture, $"AKIA{i:d16}");

    private static object Mixed(int i)
    {
        var user = $"arn:aws:iam::{Some.Account}:user/user{i % 50}";
        return (i % 6) switch
        {
            0 => new { kind = "identity", actor = user },
            1 => new { kind = "dormancy", accessKeyId = KeyOf(i % 50) },
            2 => new { kind = "apiCall", role = $"arn:aws:iam::{Some.Account}:role/role{i % 50}", eventSource = "ec2.amazonaws.com", eventName = "GetObject" },
            3 => new { kind = "spike", actor = user, detection = "api-activity-spike", count = i },
            4 => new { kind = "mfa", actor = user },
            _ => new { kind = "actor", actor = user },
        };
    }
}
