namespace TrailWatch.Memory.Habits;

/// <summary>When something was first and last so, Unix ms.</summary>
public readonly record struct FirstAndLast(long First, long Last)
{
    public FirstAndLast With(FirstAndLast other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last));
}

/// <summary>When an actor was seen with a second factor and without, by way, and apart from that where AWS cannot know.</summary>
public sealed class MfaRecord
{
    /// <summary>What stands for a second factor among an actor's habits.</summary>
    public const string Used = "mfa-used";

    internal const int Slots = 7;
    private const int WithSlot = Slots - 1;

    private static readonly WithoutMfa[] Ways = Enum.GetValues<WithoutMfa>();
    private readonly FirstAndLast?[] _slots = new FirstAndLast?[Slots];

    /// <summary>With a second factor; null where never.</summary>
    public FirstAndLast? With => _slots[WithSlot];

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

    internal void Add(WithoutMfa way, bool beyondAws, long time) => Add(SlotOf(way, beyondAws), time);

    internal void AddWith(long time) => Add(WithSlot, time);

    internal FirstAndLast? Slot(int slot) => _slots[slot];

    internal void Restore(int slot, FirstAndLast times) => _slots[slot] = times;

    private void Add(int slot, long time) => _slots[slot] = _slots[slot]?.With(new(time, time)) ?? new(time, time);

    private static int SlotOf(WithoutMfa way, bool beyondAws) => (2 * (int)way) + (beyondAws ? 1 : 0);
}
