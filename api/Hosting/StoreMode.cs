namespace TrailWatch.Hosting;

public enum StoreMode
{
    /// <summary>In this process, with its files under <c>Store:Path</c>.</summary>
    Embedded,

    /// <summary>A Redis of its own, reached by <c>Store:ConnectionString</c>.</summary>
    Redis,
}
