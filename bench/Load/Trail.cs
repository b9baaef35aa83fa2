namespace TrailWatch.Bench.Load;

/// <summary>A stream of records that is cut into bodies as it is sent; clients share it, and each record goes out once.</summary>
internal sealed class Trail(RecordPool pool)
{
    private long _next;

    public RecordPool Pool => pool;

    /// <summary>Records handed out so far.</summary>
    public long Taken => Interlocked.Read(ref _next);

    /// <summary>The next records.</summary>
    public Body Take(int records) => new(pool, Interlocked.Add(ref _next, records) - records, records);

    /// <summary>The next bodies with gzip, made by all cores before they are needed.</summary>
    public List<PackedBody> Pack(int bodies, int records)
    {
        var taken = Enumerable.Range(0, bodies).Select(_ => Take(records)).ToList();
        return [.. taken.AsParallel().AsOrdered().Select(PackedBody.Of)];
    }
}
