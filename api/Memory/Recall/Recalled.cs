namespace TrailWatch.Memory.Recall;

/// <summary>Something that a round reads; it is there once the round has been sent.</summary>
public sealed class Recalled<T>
{
    private Func<T>? _of;

    /// <exception cref="InvalidOperationException">The round has not been sent.</exception>
    public T Value
    {
        get => (_of ?? throw new InvalidOperationException("The round that reads this has not been sent."))();
        internal set => _of = () => value;
    }

    /// <summary>A part of it, told when somebody looks.</summary>
    internal Recalled<TPart> Then<TPart>(Func<T, TPart> part)
    {
        var (known, has) = (default(TPart)!, false);
        return new()
        {
            _of = () =>
            {
                (known, has) = has ? (known, true) : (part(Value), true);
                return known;
            },
        };
    }
}
