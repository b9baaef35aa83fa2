using CsCheck;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Questions;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Questions;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

public abstract partial class LawTests
{
    private static readonly string[] Actors = [Some.Alice, "arn:aws:iam::111122223333:user/bob", Some.Deployer];
    private static readonly HashSet<string> SecurityGroupCalls = ["AuthorizeSecurityGroupIngress", "DescribeSecurityGroups"];

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task What_questions_say_of_an_event_is_what_its_batch_finds(string profile)
    {
        var db = await OpenAsync();
        var verdicts = new HashSet<string>();
        await EventStreams.InOrder(1, 60).SampleAsync(
            async stream =>
            {
                await using var house = await HouseAsync(new TestStore(db), profile);
                await SeedAsync(house);
                var counts = new Dictionary<(string, string, long), int>();
                var withoutMfa = new HashSet<string>();
                foreach (var e in stream.Select(WithSomeMfa))
                {
                    var actor = ActorResolver.Resolve(e, ActorGranularity.Role, out _)!;
                    var before = await house.AskAsync(QuestionsAbout(e, actor, counts));
                    Assert.All(before, a => Assert.Null(a.Error));
                    var result = await house.EvaluateAsync(e);
                    Assert.All(before, answer => Agrees(answer, e, actor, result));
                    verdicts.UnionWith(before.SelectMany(answer => Throttled(answer, e, result)));

                    withoutMfa.UnionWith(result.Findings.Where(f => f.Detection == "api-activity-without-mfa").Select(f => f.Actor.Key));
                    var mfa = await house.AskOneAsync(new { kind = "mfa", actor = actor.Key });
                    Assert.Equal(withoutMfa.Contains(actor.Key), mfa.Verdict == "seen-without");
                    verdicts.UnionWith(before.Append(mfa).Select(a => $"{a.Kind} {a.Verdict}"));
                }
            },
            iter: Cases, threads: 1);

        // Else they would agree on nothing happening.
        Assert.Superset(
            new HashSet<string> { "spike spike", "spike normal", "dormancy dormant", "dormancy active", "apiCall new", "apiCall known", "mfa seen-without", "identity unknown", "identity disabled", "apiCall throttled", "apiCall sent", "identity throttled", "identity sent" },
            verdicts);
    }

    [Fact]
    public async Task Asking_changes_nothing()
    {
        var db = await OpenAsync();
        await EventStreams.InOrder(1, 60).SampleAsync(
            async stream =>
            {
                await using var house = await HouseAsync(new TestStore(db), "hardened");
                await house.EvaluateAsync(stream);
                var state = await StoreDump.OfAsync(house.Store);
                foreach (var e in stream)
                {
                    var actor = ActorResolver.Resolve(e, ActorGranularity.Role, out _)!;
                    await house.AskAsync(QuestionsAbout(e, actor, []).Append(new { kind = "actor", actor = actor.Key }));
                    await house.Questions.ViewAsync(actor.Key);
                }

                Same(state, await StoreDump.OfAsync(house.Store));
            },
            iter: Cases, threads: 1);
    }

    /// <summary>In escu-2018 only who has an imported baseline can have a spike.</summary>
    private static async Task SeedAsync(House house)
    {
        foreach (var label in new[] { "a-", "g-" })
        {
            await house.Baselines.SeedSpikesAsync(label, [.. Actors.Select(a => new SpikeBaselineRow(a, null, 20, 1.5, 0.5))], ActorGranularity.Role);
        }
    }

    private static CloudTrailEvent WithSomeMfa(CloudTrailEvent e) => e.SourceIPAddress switch
    {
        "198.51.100.0" => e with { UserIdentity = e.UserIdentity! with { MfaAuthenticated = e.UserIdentity.HasSessionContext ? false : null } },
        "198.51.100.1" => e with { MfaUsed = e.EventName == "ConsoleLogin" ? false : null },
        _ => e,
    };

    private static IEnumerable<object> QuestionsAbout(CloudTrailEvent e, Actor actor, Dictionary<(string, string, long), int> counts)
    {
        var at = Asking.Text(DateTimeOffset.FromUnixTimeMilliseconds(e.Time));
        yield return new { id = "itself", kind = "dormancy", actor = actor.Key, at };
        yield return new { id = "known", kind = "identity", actor = actor.Key, at };
        if (actor.AccessKeyId!.StartsWith("AKIA", StringComparison.Ordinal))
        {
            yield return new { id = "key", kind = "dormancy", accessKeyId = actor.AccessKeyId, at };
        }

        if (e.IsApiCall && e.Succeeded && actor.RoleArn is { } role)
        {
            yield return new { id = "call", kind = "apiCall", role, eventSource = e.EventSource, eventName = e.EventName, at };
        }

        foreach (var detection in new[] { "api-activity-spike", "security-group-activity-spike" })
        {
            if (detection == "api-activity-spike" ? e.IsApiCall : SecurityGroupCalls.Contains(e.EventName))
            {
                var window = (actor.Key, detection, Clock.HourOf(e.Time));
                var count = counts[window] = counts.GetValueOrDefault(window) + 1;
                yield return new { id = detection, kind = "spike", actor = actor.Key, detection, count, hour = at };
            }
        }
    }

    private static void Agrees(QuestionAnswer answer, CloudTrailEvent e, Actor actor, EvaluationResult result)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(e.Time).UtcDateTime;
        var found = result.Findings.Where(f => f.Actor.Key == actor.Key).ToList();
        switch (answer.Id)
        {
            case "itself":
                Assert.Equal(Dormant("actor"), answer.Verdict == "dormant");
                Assert.Equal(Dormant("actor"), answer.Proof<DormancyProof>().WouldFire);
                break;
            case "key":
                Assert.Equal(Dormant("access-key"), answer.Proof<DormancyProof>().WouldFire);
                break;
            case "known":
                Assert.Equal(found.Any(f => f.Detection == "activity-from-unapproved-account"), answer.Verdict == "unknown" && e.Succeeded);
                Assert.Equal(found.Any(f => f.Detection == "disabled-account-activity"), answer.Verdict is "disabled" or "ended" or "approval-expired");
                break;
            case "call":
                var isNew = result.Findings.Any(f => f.Detection == "new-api-call-from-role" && Names(f, e));
                Assert.Equal(isNew, answer.Proof<ApiCallProof>().WouldFire);
                Assert.Equal(isNew, answer.Verdict == "new" || (answer.Verdict == "never-seen" && isNew));
                break;
            default:
                Assert.Equal(found.Any(f => f.Detection == answer.Id && f.Window.Start == at.Date.AddHours(at.Hour)), answer.Verdict == "spike");
                break;
        }

        bool Dormant(string subject) => found.Any(
            f => f.Detection == "dormant-account-reactivated" && f.Window.End == at && (string)f.Evidence["subject"]! == subject);
    }

    /// <summary>Of a finding that the event has begun, whether it is throttled; the answer before it must have said so.</summary>
    private static IEnumerable<string> Throttled(QuestionAnswer answer, CloudTrailEvent e, EvaluationResult result)
    {
        var (detection, until) = answer.Proof switch
        {
            ApiCallProof call => ("new-api-call-from-role", call.ThrottledUntil),
            DirectoryStanding { Verdict: "unknown" } standing => ("activity-from-unapproved-account", standing.ThrottledUntil),
            _ => ("", null),
        };
        var at = DateTimeOffset.FromUnixTimeMilliseconds(e.Time).UtcDateTime;
        foreach (var finding in result.Findings.Where(f => f.Detection == detection && f.Revision == 1 && f.FirstTime == at && f.EventIds[0] == e.EventId))
        {
            Assert.Equal(finding.Throttled, until is not null);
            yield return $"{answer.Kind} {(finding.Throttled ? "throttled" : "sent")}";
        }
    }

    private static bool Names(Finding finding, CloudTrailEvent e) => finding.Evidence["newCalls"]!.AsArray().Any(
        c => (string)c!["eventName"]! == e.EventName && (string)c["firstTime"]! == Clock.Rfc3339(e.Time));
}
