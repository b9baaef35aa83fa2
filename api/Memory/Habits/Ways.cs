namespace TrailWatch.Memory.Habits;

/// <summary>What one event says of how its actor came in: the habit, and what there was of a second factor. A byte.</summary>
internal readonly record struct Ways(byte Bits)
{
    private const int With = 1 << 2;
    private const int BeyondAws = 1 << 3;
    private const int FirstWithout = 4;
    private static readonly string?[] Names = [null, Habits.Habit.Console, Habits.Habit.LongTermKey, Habits.Habit.Session];
    private static readonly WithoutMfa[] All = Enum.GetValues<WithoutMfa>();

    public string? Habit => Names[Bits & 3];

    public static Ways Of(Sighting sighting)
    {
        var facts = MfaFacts.Of(sighting);
        var bits = Array.IndexOf(Names, Habits.Habit.Of(sighting.Event)) | (facts.With ? With : 0) | (facts.IsBeyondAws ? BeyondAws : 0);
        foreach (var way in facts.Without)
        {
            bits |= 1 << (FirstWithout + (int)way);
        }

        return new((byte)bits);
    }

    public void AddTo(MfaRecord record, long time)
    {
        foreach (var way in All)
        {
            if ((Bits & (1 << (FirstWithout + (int)way))) != 0)
            {
                record.Add(way, (Bits & BeyondAws) != 0, time);
            }
        }

        if ((Bits & With) != 0)
        {
            record.AddWith(time);
        }
    }
}
