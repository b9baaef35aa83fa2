namespace TrailWatch.Coverage;

/// <summary>The first of many, of which only so many are kept, each once, and a count of all that came.</summary>
/// <param name="limit">How many are kept.</param>
/// <param name="order">The first is the one to keep longest; no two different ones are equal in it.</param>
internal sealed class TopList<T>(int limit, IComparer<T> order)
{
    private readonly SortedSet<T> _items = new(order);

    public long Total { get; private set; }

    public IReadOnlyList<T> Items => [.. _items];

    public void Add(T item)
    {
        Total++;
        _items.Add(item);
        if (_items.Count > limit)
        {
            _items.Remove(_items.Max!);
        }
    }

    /// <summary>An order by numbers, largest first, and then by text.</summary>
    public static IComparer<T> LargestFirst(Func<T, double> number, Func<T, string> text) => Comparer<T>.Create((a, b) =>
        number(b).CompareTo(number(a)) is var byNumber && byNumber != 0 ? byNumber : string.CompareOrdinal(text(a), text(b)));
}
