namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// Smooth weighted round robin: each time every candidate gains its weight, the one that has gained most is chosen and pays for
/// all. Who is no candidate, being busy or unwell, neither gains nor pays.
/// </summary>
internal sealed class WeightedTurns
{
    private readonly Dictionary<string, int> _gained = new(StringComparer.Ordinal);

    public T Next<T>(IReadOnlyCollection<T> candidates, Func<T, (string Name, int Weight)> of)
    {
        foreach (var candidate in candidates)
        {
            var (name, weight) = of(candidate);
            _gained[name] = _gained.GetValueOrDefault(name) + weight;
        }

        var chosen = candidates.MaxBy(candidate => _gained[of(candidate).Name])!;
        _gained[of(chosen).Name] -= candidates.Sum(candidate => of(candidate).Weight);
        return chosen;
    }
}
