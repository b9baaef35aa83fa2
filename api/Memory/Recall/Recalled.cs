namespace TrailWatch.Memory.Recall;

/// <summary>Something that a round reads; it is there once the round has been sent.</summary>
public sealed class Recalled<T>
{
    private bool _isThere;

    /// <exception cref="InvalidOperationException">The round has not been sent.</exception>
    public T Value
    {
        get => _isThere ? field : throw new InvalidOperationException("The round that reads this has not been sent.");
        internal set
        {
            field = value;
            _isThere = true;
        }
    } = default!;
}
