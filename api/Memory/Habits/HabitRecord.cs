using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Habits;

/// <summary>
/// How a subject came in: in which ways and when last, when with a second factor and without, from which addresses and with
/// which access keys.
/// </summary>
internal sealed class HabitRecord
{
    private const int MostSources = 20;
    private const int MostKeys = 50;

    /// <summary>When it last came in which way, Unix ms; <see cref="Habit"/>.</summary>
    public Dictionary<string, long> Newest { get; } = new(StringComparer.Ordinal);

    public MfaRecord Mfa { get; } = new();

    public NewestTimes Sources { get; } = new(MostSources);

    public NewestTimes AccessKeys { get; } = new(MostKeys);

    public void Add(EventOrigin origin, long time)
    {
        if (origin.Ways.Habit is { } habit)
        {
            Newest[habit] = Math.Max(Newest.GetValueOrDefault(habit, long.MinValue), time);
        }

        origin.Ways.AddTo(Mfa, time);
        if (origin.Source.Length > 0)
        {
            Sources.Add(origin.Source, time);
        }

        if (Habits.AccessKeys.IsLongTerm(origin.Who.AccessKeyId))
        {
            AccessKeys.Add(origin.Who.AccessKeyId, time);
        }
    }
}
