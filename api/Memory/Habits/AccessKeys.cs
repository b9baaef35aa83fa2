using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace TrailWatch.Memory.Habits;

/// <summary>
/// Which long-term access keys a subject used, and of each key by whom it was used, so that a question about a key finds its
/// actor. A key is a subject of its own: it lies in another slot than its actor.
/// </summary>
public sealed class AccessKeys(string subject)
{
    /// <summary>What the id of a long-term key begins with; temporary credentials have no life that is worth remembering.</summary>
    public const string LongTerm = "AKIA";

    private const int MostKeys = 50;

    // One key has one owner; two there are where each session of a role is an actor.
    private const int MostOwners = 4;

    private readonly NewestTimes _keys = new(MostKeys);
    private readonly Dictionary<string, NewestTimes> _owners = new(StringComparer.Ordinal);

    /// <summary>Whether the id is one of a long-term key.</summary>
    public static bool IsLongTerm([NotNullWhen(true)] string? id) => id?.StartsWith(LongTerm, StringComparison.Ordinal) == true;

    public static string SubjectOf(string accessKeyId) => "access-key:" + accessKeyId;

    public void Add(Sighting sighting)
    {
        if (sighting.Actor.AccessKeyId is not { } id || !IsLongTerm(id))
        {
            return;
        }

        _keys.Add(id, sighting.Event.Time);
        if (!_owners.TryGetValue(id, out var owners))
        {
            _owners[id] = owners = new(MostOwners);
        }

        owners.Add(subject, sighting.Event.Time);
    }

    internal IEnumerable<RedisKey> KeysOf(string prefix) =>
        _owners.Count == 0 ? [] : [new SubjectKeys(prefix, subject).AccessKeys, .. _owners.Keys.Select(id => OwnersOf(prefix, id))];

    internal Task Send(IDatabaseAsync redis, string prefix, MemoryOptions options) => Task.WhenAll(
        _owners.Select(o => o.Value.Send(redis, OwnersOf(prefix, o.Key), options))
            .Prepend(_keys.Send(redis, new SubjectKeys(prefix, subject).AccessKeys, options)));

    private static RedisKey OwnersOf(string prefix, string accessKeyId) => new SubjectKeys(prefix, SubjectOf(accessKeyId)).Owners;
}
