using StackExchange.Redis;

namespace TrailWatch.Memory.Habits;

/// <summary>
/// Remembers of each long-term access key by whom it was used, and in which hour last. Most batches bring nothing new of that, and
/// what this process has written it does not write again.
/// </summary>
internal sealed class KeyOwners
{
    // One key has one owner; two there are where each session of a role is an actor.
    private const int MostOwners = 4;
    private const int MostConfirmed = 100_000;
    private readonly HashSet<(string Prefix, string AccessKeyId, string Owner, long Hour)> _confirmed = [];

    /// <summary>Adds what the store does not know yet of a subject's keys; confirm it when the store has it.</summary>
    public void AddNews(string prefix, string subject, List<Sighting> sightings, ref HashSet<(string AccessKeyId, string Owner, long Hour)>? news)
    {
        foreach (var sighting in sightings)
        {
            if (sighting.Actor.AccessKeyId is { } id && AccessKeys.IsLongTerm(id) && !_confirmed.Contains((prefix, id, subject, sighting.Hour)))
            {
                (news ??= []).Add((id, subject, sighting.Hour));
            }
        }
    }

    public static IEnumerable<Task> Send(IDatabaseAsync redis, string prefix, IReadOnlyCollection<(string AccessKeyId, string Owner, long Hour)> news, TimeSpan ttl)
    {
        foreach (var (id, owner, hour) in news)
        {
            var key = new SubjectKeys(prefix, AccessKeys.SubjectOf(id)).Owners;
            yield return redis.SortedSetAddAsync(key, [new(owner, hour)], SortedSetWhen.GreaterThan);
            yield return redis.SortedSetRemoveRangeByRankAsync(key, 0, -MostOwners - 1);
            yield return redis.KeyExpireAsync(key, ttl);
        }
    }

    public void Confirm(string prefix, IReadOnlyCollection<(string AccessKeyId, string Owner, long Hour)> news)
    {
        if (_confirmed.Count + news.Count > MostConfirmed)
        {
            _confirmed.Clear();
        }

        foreach (var (id, owner, hour) in news)
        {
            _confirmed.Add((prefix, id, owner, hour));
        }
    }

    /// <summary>After the store was away: it may have come back with less.</summary>
    public void Forget() => _confirmed.Clear();
}
