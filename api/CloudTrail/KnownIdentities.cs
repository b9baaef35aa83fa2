using System.IO.Hashing;

namespace TrailWatch.CloudTrail;

/// <summary>
/// The identities met lately, by the very bytes in which they were written: a session's identity is the same text in each of its
/// records. A text that goes on as a known one went is the same value and ends where that ended, so its length need not be known to look for it.
/// Bounded: each place takes the identities of some hashes, and a new one takes the place of an older. Threads share it without a lock,
/// for an entry never changes and a place is one reference.
/// </summary>
internal static class KnownIdentities
{
    private const int Sets = 2048;
    private const int Ways = 4;

    /// <summary>What differs between identities lies far ahead: their principal ids and ARNs.</summary>
    private const int HashedBytes = 128;

    /// <summary>The longest text kept. No string in it can be so long that a limit would cut it, so the limits do not matter.</summary>
    private const int LongestText = 1024;

    // Another thread may see one half of a pair before the other; the bytes decide.
    private static readonly (uint Tag, Entry? Entry)[] Places = new (uint, Entry?)[Sets * Ways];
    private static int _oldest;

    /// <summary>The identity whose object starts the text.</summary>
    public static Entry? Find(ReadOnlySpan<byte> text)
    {
        foreach (var (tag, entry) in SetOf(text, out var hash))
        {
            if (tag == hash && entry is not null && text.StartsWith(entry.Text))
            {
                return entry;
            }
        }

        return null;
    }

    /// <param name="text">The rest of the text, from the object's brace on.</param>
    /// <param name="length">The object's.</param>
    /// <param name="identity">As read from it.</param>
    /// <param name="depth">How deep it nests; 1 for an object of texts.</param>
    public static void Add(ReadOnlySpan<byte> text, int length, UserIdentity identity, int depth)
    {
        if (length <= LongestText)
        {
            var entry = new Entry(text[..length].ToArray(), identity, depth);
            SetOf(text, out var hash)[_oldest++ & (Ways - 1)] = (hash, entry);
        }
    }

    private static Span<(uint Tag, Entry? Entry)> SetOf(ReadOnlySpan<byte> text, out uint tag)
    {
        var head = text[..Math.Min(text.Length, HashedBytes)];
        var end = head.IndexOf((byte)'}');
        var hash = XxHash3.HashToUInt64(end < 0 ? head : head[..end]);
        tag = (uint)(hash >> 32);
        return Places.AsSpan((int)(hash % Sets) * Ways, Ways);
    }

    internal sealed record Entry(byte[] Text, UserIdentity Identity, int Depth);
}
