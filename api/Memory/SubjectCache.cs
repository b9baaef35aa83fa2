namespace TrailWatch.Memory;

/// <summary>
/// The states that were asked for last, as many as fit. They come in two generations: when the young one has half of the room, the old one
/// goes, but for what was asked for meanwhile.
/// </summary>
internal sealed class SubjectCache(long capacity)
{
    private Dictionary<string, Remembered> _young = new(StringComparer.Ordinal);
    private Dictionary<string, Remembered> _old = new(StringComparer.Ordinal);
    private long _youngBytes;

    public Remembered? Find(string subject) => _young.GetValueOrDefault(subject) ?? _old.GetValueOrDefault(subject);

    public void Put(Remembered known)
    {
        _youngBytes += _young.TryGetValue(known.Subject, out var before) ? known.Weight - before.PutWeight : known.Weight;
        known.PutWeight = known.Weight;
        _young[known.Subject] = known;
        if (_youngBytes > capacity / 2)
        {
            (_old, _young, _youngBytes) = (_young, new(StringComparer.Ordinal), 0);
        }
    }

    public void Drop(string subject)
    {
        if (_young.Remove(subject, out var known))
        {
            _youngBytes -= known.PutWeight;
        }

        _old.Remove(subject);
    }
}
