using StackExchange.Redis;

namespace TrailWatch.Memory.Habits;

/// <summary>When something was first and last so, Unix ms.</summary>
public readonly record struct FirstAndLast(long First, long Last)
{
    public FirstAndLast With(FirstAndLast other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last));
}

/// <summary>
/// When an actor was seen with a second factor and without, by way, and apart from that where AWS cannot know: members of the
/// habits' sorted set. Of the last time the score is the time, of the first its negative, so that the greatest stays of both.
/// </summary>
public sealed class MfaRecord
{
    /// <summary>The member that stands for a second factor.</summary>
    public const string Used = "mfa-used";

    private const int WithSlot = 6;

    private static readonly string[] Members =
    [
        "without-mfa:console", "without-mfa:console:beyond-aws",
        "without-mfa:session", "without-mfa:session:beyond-aws",
        "without-mfa:key", "without-mfa:key:beyond-aws",
        Used,
    ];

    private static readonly string[] FirstMembers = [.. Members.Select(m => m + ":first")];
    private static readonly WithoutMfa[] Ways = Enum.GetValues<WithoutMfa>();
    private readonly FirstAndLast?[] _slots = new FirstAndLast?[Members.Length];

    /// <summary>With a second factor; null where never.</summary>
    public FirstAndLast? With => _slots[WithSlot];

    public static MfaRecord Read(SortedSetEntry[] habits)
    {
        var scores = habits.ToDictionary(h => (string)h.Element!, h => (long)h.Score, StringComparer.Ordinal);
        var record = new MfaRecord();
        for (var i = 0; i < Members.Length; i++)
        {
            if (scores.TryGetValue(Members[i], out var last) && scores.TryGetValue(FirstMembers[i], out var first))
            {
                record._slots[i] = new(-first, last);
            }
        }

        return record;
    }

    /// <summary>Without one, in the ways that count; null where never.</summary>
    /// <param name="counts">Of a way, and whether AWS could not know.</param>
    public FirstAndLast? Without(Func<WithoutMfa, bool, bool> counts)
    {
        FirstAndLast? all = null;
        foreach (var way in Ways)
        {
            foreach (var beyondAws in new[] { false, true })
            {
                if (counts(way, beyondAws) && _slots[SlotOf(way, beyondAws)] is { } one)
                {
                    all = all?.With(one) ?? one;
                }
            }
        }

        return all;
    }

    internal void Add(MfaFacts facts, long time)
    {
        foreach (var way in facts.Without)
        {
            Add(SlotOf(way, facts.IsBeyondAws), time);
        }

        if (facts.With)
        {
            Add(WithSlot, time);
        }
    }

    internal IEnumerable<SortedSetEntry> Write()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] is { } times)
            {
                yield return new(Members[i], times.Last);
                yield return new(FirstMembers[i], -times.First);
            }
        }
    }

    private void Add(int slot, long time) => _slots[slot] = _slots[slot]?.With(new(time, time)) ?? new(time, time);

    private static int SlotOf(WithoutMfa way, bool beyondAws) => (2 * (int)way) + (beyondAws ? 1 : 0);
}
