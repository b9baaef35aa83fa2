using System.Numerics;
using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Subjects;

/// <summary>
/// The events of one clock hour, each id once, and how many there are of each label. It grows only with its events; an index of
/// numbers finds an id without a second copy of it.
/// </summary>
internal sealed class HourRecord(long hour)
{
    private const int IndexedFrom = 9;
    private readonly int[] _counts = new int[WindowLabel.Most];
    private readonly HashSet<int>?[] _readNames = new HashSet<int>?[Clock.BucketsPerHour];
    private EventEntry[] _entries = new EventEntry[4];
    private int[] _index = [];

    /// <summary>Counted from 1970.</summary>
    public long Hour { get; } = hour;

    /// <summary>Whether it is folded into the baselines.</summary>
    public bool IsFolded { get; set; }

    /// <summary>Whether it was a spike when it was folded: then it stays for a client that sends again after a crash.</summary>
    public bool WasSpike { get; set; }

    public int Count { get; private set; }

    public ReadOnlySpan<EventEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Labels that it has events of.</summary>
    public uint Labels { get; private set; }

    /// <summary>Distinct events of a label.</summary>
    public int CountOf(WindowLabel label) => _counts[label.Bit];

    /// <summary>Distinct read calls' names of a ten-minute bucket, as numbers of texts; null for none.</summary>
    public HashSet<int>? ReadNames(int bucket) => _readNames[bucket];

    /// <summary>Whether the event is here and has been told for all that.</summary>
    public bool Knows(RecordId id, uint mask)
    {
        var at = Find(id);
        return at >= 0 && (_entries[at].Mask & mask) == mask;
    }

    /// <summary>Adds an event, or more labels to one that is here; says which labels are new.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="name">The number of its name.</param>
    /// <param name="mask">What it is told for.</param>
    public uint Add(in EventEntry entry, int name, uint mask)
    {
        var at = Find(entry.Id);
        if (at < 0)
        {
            at = Count;
            Append(entry);
        }

        ref var known = ref _entries[at];
        var added = mask & ~known.Mask;
        known.Mask |= mask;
        CountIn(known, name, added & Told.Labels);
        return added & Told.Labels;
    }

    private void CountIn(in EventEntry entry, int name, uint labels)
    {
        Labels |= labels;
        for (var left = labels; left != 0; left &= left - 1)
        {
            _counts[BitOperations.TrailingZeroCount(left)]++;
        }

        if ((labels & (WindowLabel.ReadAllowed.Mask | WindowLabel.ReadDenied.Mask)) != 0)
        {
            (_readNames[entry.Offset / (int)Clock.BucketMs] ??= []).Add(name);
        }
    }

    private void Append(in EventEntry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        _entries[Count] = entry;
        Count++;
        if (Count >= IndexedFrom)
        {
            Index();
        }
    }

    private void Index()
    {
        if (2 * Count < _index.Length)
        {
            Put(Count - 1);
            return;
        }

        _index = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Count * 4)];
        for (var i = 0; i < Count; i++)
        {
            Put(i);
        }
    }

    private void Put(int entry)
    {
        var mask = _index.Length - 1;
        var slot = _entries[entry].Id.GetHashCode() & mask;
        while (_index[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _index[slot] = entry + 1;
    }

    private int Find(RecordId id)
    {
        if (Count < IndexedFrom)
        {
            for (var i = 0; i < Count; i++)
            {
                if (_entries[i].Id == id)
                {
                    return i;
                }
            }

            return -1;
        }

        var mask = _index.Length - 1;
        for (var slot = id.GetHashCode() & mask; _index[slot] != 0; slot = (slot + 1) & mask)
        {
            if (_entries[_index[slot] - 1].Id == id)
            {
                return _index[slot] - 1;
            }
        }

        return -1;
    }
}
