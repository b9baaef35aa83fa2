using System.Numerics;

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
    private EventEntry[] _entries = new EventEntry[2];
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
    public bool Knows(UInt128 id, uint mask)
    {
        var at = Find(id, mask & Told.IdIsText);
        return at >= 0 && (_entries[at].Mask & mask) == mask;
    }

    /// <summary>Adds an event, or more labels to one that is here; says which labels are new.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="name">The number of its name.</param>
    public uint Add(in EventEntry entry, int name)
    {
        var at = Find(entry.Id, entry.Mask & Told.IdIsText);
        if (at < 0)
        {
            Append(entry);
            CountIn(entry, name, entry.Mask & Told.Labels);
            return entry.Mask & Told.Labels;
        }

        ref var known = ref _entries[at];
        var added = entry.Mask & ~known.Mask;
        known.Mask |= entry.Mask;
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
        var slot = HashOf(_entries[entry].Id) & mask;
        while (_index[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _index[slot] = entry + 1;
    }

    private int Find(UInt128 id, uint isText)
    {
        if (Count < IndexedFrom)
        {
            for (var i = 0; i < Count; i++)
            {
                if (Is(i, id, isText))
                {
                    return i;
                }
            }

            return -1;
        }

        var mask = _index.Length - 1;
        for (var slot = HashOf(id) & mask; _index[slot] != 0; slot = (slot + 1) & mask)
        {
            if (Is(_index[slot] - 1, id, isText))
            {
                return _index[slot] - 1;
            }
        }

        return -1;
    }

    private bool Is(int entry, UInt128 id, uint isText) => _entries[entry].Id == id && (_entries[entry].Mask & Told.IdIsText) == isText;

    // Whoever chooses ids must not be able to choose where they lie.
    private static int HashOf(UInt128 id) => HashCode.Combine((ulong)(id >> 64), (ulong)id);
}
