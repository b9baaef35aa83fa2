using CsCheck;
using TrailWatch.CloudTrail;
using TrailWatch.Tests.Evaluation;

namespace TrailWatch.Tests.Laws;

/// <summary>
/// Generated streams in order of time: two users and a role with two sessions, in bursts and with silences of minutes, hours
/// and months, reading, writing, failing; ids repeat now and then, as they do in life.
/// </summary>
internal static class EventStreams
{
    /// <summary>Silences on both sides of the 90 days after which an actor is dormant and a call is new again.</summary>
    public static readonly (int From, int To) AroundTheLimit = (80, 110);

    /// <summary>Silences that are far beyond it.</summary>
    public static readonly (int From, int To) FarBeyond = (200, 220);

    private static Gen<TimeSpan> Pause((int From, int To) days) => Gen.Frequency(
        (60, Gen.Int[0, 90].Select(s => TimeSpan.FromSeconds(s))),
        (25, Gen.Int[2, 25].Select(m => TimeSpan.FromMinutes(m))),
        (13, Gen.Int[1, 9].Select(h => TimeSpan.FromHours(h))),
        (2, Gen.Int[days.From, days.To].Select(d => TimeSpan.FromDays(d))));

    private static readonly Gen<string> Name = Gen.Frequency(
        (6, Gen.Int[0, 14].Select(i => $"Describe{i}")),
        (2, Gen.OneOf(Gen.Const("RunInstances"), Gen.Const("PutObject"), Gen.Const("AuthorizeSecurityGroupIngress"))),
        (1, Gen.OneOf(Gen.Const("ConsoleLogin"), Gen.Const("GetObject"), Gen.Const("DescribeSecurityGroups"))));

    private static readonly Gen<CloudTrailEvent> One = Gen.Select(
        Name, Gen.Int[0, 5], Gen.Int[0, 9], Gen.Int[0, 3], (name, who, how, place) => Act(name, who, how, place));

    /// <summary>Streams of so many events, each in order of time.</summary>
    public static Gen<CloudTrailEvent[]> InOrder(int from, int to, (int From, int To)? silences = null) =>
        Gen.Select(One, Pause(silences ?? AroundTheLimit)).Array[from, to].Select(Place);

    private static CloudTrailEvent Act(string name, int who, int how, int place)
    {
        var e = who switch
        {
            0 => Some.RoleEvent(Some.Morning, name, session: "run-1"),
            1 => Some.RoleEvent(Some.Morning, name, session: "run-2"),
            2 => LongTermKey(Some.Event(Some.Morning, name, user: "bob")),
            _ => Some.Event(Some.Morning, name),
        };
        return e with
        {
            ErrorCode = how == 0 ? "AccessDenied" : null,
            EventType = name == "ConsoleLogin" ? "AwsConsoleSignIn" : "AwsApiCall",
            SourceIPAddress = $"198.51.100.{place}",
        };
    }

    private static CloudTrailEvent LongTermKey(CloudTrailEvent e) => e with
    {
        UserIdentity = e.UserIdentity! with { HasSessionContext = false, MfaAuthenticated = null, AccessKeyId = "AKIAEXAMPLE" },
    };

    private static CloudTrailEvent[] Place((CloudTrailEvent Event, TimeSpan Pause)[] steps)
    {
        var at = Some.Morning;
        var placed = new CloudTrailEvent[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            at += steps[i].Pause;

            // Ids depend on the place in the stream alone, so that every run of a case has the same.
            placed[i] = steps[i].Event with { Time = at.ToUnixTimeMilliseconds(), EventId = new Guid(i + 1, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString() };
        }

        return placed;
    }
}
