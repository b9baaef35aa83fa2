namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// A parcel under way. Its events may travel in different requests and end at different times; when the last one's fate is known
/// the parcel is settled, once.
/// </summary>
internal sealed class OpenParcel(Parcel parcel, Action<OpenParcel, EventFate> settle)
{
    private readonly Lock _one = new();
    private readonly List<EventFate> _fates = [];

    public Parcel Parcel => parcel;

    public void Resolve(EventFate fate)
    {
        EventFate whole;
        lock (_one)
        {
            _fates.Add(fate);
            if (_fates.Count < parcel.Events.Count)
            {
                return;
            }

            whole = Whole();
        }

        settle(this, whole);
    }

    private EventFate Whole()
    {
        var whole = _fates.MaxBy(fate => fate.Rank)!;
        var isPartly = !whole.IsInIndex && _fates.Exists(fate => fate.IsInIndex);
        return whole with { IsAmbiguous = isPartly || _fates.Exists(fate => fate.IsAmbiguous) };
    }
}
