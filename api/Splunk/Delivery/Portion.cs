namespace TrailWatch.Splunk.Delivery;

/// <summary>A run of events of one batch that is sent as one request.</summary>
/// <param name="Removed">How many events were taken out of the batch because each was refused by name.</param>
/// <param name="IsHalf">It is what was left after the last cut; refused again, it is not cut further.</param>
internal readonly record struct Portion(int First, int Count, int Removed, bool IsHalf)
{
    public static Portion Whole(int count) => new(0, count, 0, false);

    public int End => First + Count;
}
