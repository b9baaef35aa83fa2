using System.Globalization;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Evaluation;

namespace TrailWatch.Tests.Laws;

/// <summary>Records of every fate: n and a are events of two users, s and i are skipped, r and x rejected.</summary>
internal static class RecordMix
{
    public static string Json((char Kind, int Id, int Hour) record)
    {
        var (kind, id, hour) = record;
        var time = TimeOf(id, hour).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var whole = Make.Record($"{kind}-{id}-{hour}", time, "RunInstances");
        return kind switch
        {
            'a' => whole.Replace("alice", "anna", StringComparison.Ordinal),
            's' => whole.Replace(Make.Identity, """{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}""", StringComparison.Ordinal),
            'i' => whole.Replace($",\"userIdentity\":{Make.Identity}", "", StringComparison.Ordinal),
            'r' => Make.Record($"r-{id}", time: null),
            'x' => "17",
            _ => whole,
        };
    }

    public static DateTimeOffset TimeOf(int id, int hour) => Some.Morning.AddHours(hour).AddMinutes(id);
}

/// <summary>What the answers should say, by the plain words of the law.</summary>
internal sealed class Accounts
{
    private const int LatenessMinutes = 120;
    private readonly Dictionary<char, DateTimeOffset> _newest = [];
    private readonly HashSet<(char, int, int)> _known = [];

    public (int Received, long Evaluated, long Duplicates, long Skipped, long Late, int Rejected) Expect((char Kind, int Id, int Hour)[] mix)
    {
        var events = mix.Where(r => r.Kind is 'n' or 'a').ToList();
        var distinct = events.Distinct().ToList();
        var late = distinct.Where(r => _newest.TryGetValue(r.Kind, out var newest)
            && newest >= Some.Morning.AddHours(r.Hour + 1).AddMinutes(LatenessMinutes)).ToList();
        var fresh = distinct.Except(late).Count(_known.Add);
        foreach (var actor in events.GroupBy(e => e.Kind))
        {
            var newest = actor.Max(e => RecordMix.TimeOf(e.Id, e.Hour));
            _newest[actor.Key] = _newest.TryGetValue(actor.Key, out var known) && known > newest ? known : newest;
        }

        return (mix.Length, fresh, events.Count - fresh - late.Count, mix.Count(r => r.Kind is 's' or 'i'), late.Count, mix.Count(r => r.Kind is 'r' or 'x'));
    }
}
