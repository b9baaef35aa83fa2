using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Survey;

/// <summary>An actor in a few numbers.</summary>
/// <param name="Key">The actor's key.</param>
/// <param name="First">Its first event's time, Unix ms.</param>
/// <param name="Newest">Its newest event's time, Unix ms.</param>
/// <param name="Baselines">In the order of the labels that were asked for; points are null where nothing was folded.</param>
/// <param name="Habits">In which ways it came in, and when last, Unix ms; empty where that was not asked for.</param>
public sealed record ActorOutline(
    string Key, long First, long Newest, IReadOnlyList<SpikeBaseline> Baselines, IReadOnlyDictionary<string, long> Habits);

/// <summary>When a role's calls were first remembered.</summary>
/// <param name="Role">The role's ARN.</param>
/// <param name="First">Its first call, or the first that a lookup knew for its name, Unix ms.</param>
/// <param name="Newest">Its newest call, Unix ms.</param>
public sealed record RoleOutline(string Role, long First, long Newest);
