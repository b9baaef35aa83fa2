namespace TrailWatch.Memory.Habits;

/// <summary>
/// Things and when each was last seen: the newest so many. The newest time of each stays, and one that has
/// been let go was older than all that were kept; so it makes no difference in which order or how often events come.
/// </summary>
/// <param name="cap">The most that are kept.</param>
internal sealed class NewestTimes(int cap)
{
    private readonly List<LastSeen> _seen = [];

    public IReadOnlyList<LastSeen> Seen => _seen;

    public void Add(string what, long time)
    {
        for (var i = 0; i < _seen.Count; i++)
        {
            if (_seen[i].What == what)
            {
                if (time > _seen[i].Time)
                {
                    _seen[i] = _seen[i] with { Time = time };
                }

                return;
            }
        }

        _seen.Add(new(what, time));
        if (_seen.Count > cap)
        {
            _seen.Remove(_seen.MinBy(s => (s.Time, s.What), Oldest));
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<LastSeen> Show() => [.. _seen.OrderByDescending(s => (s.Time, s.What), Oldest)];

    private static readonly Comparer<(long Time, string What)> Oldest = Comparer<(long Time, string What)>.Create(
        (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : string.CompareOrdinal(a.What, b.What));
}
