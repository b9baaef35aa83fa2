using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Names;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory;

/// <summary>All that a batch asks and tells about one subject: an actor, or a role whose calls are remembered.</summary>
public sealed class SubjectQuestion(string subject)
{
    private readonly Dictionary<string, RunsQuestion> _runs = new(StringComparer.Ordinal);

    public string Subject { get; } = subject;

    /// <summary>The subject's events of this batch, each id once, in order of time.</summary>
    public List<Sighting> Sightings { get; } = [];

    public TallyQuestion? Tally { get; private set; }

    public NamesQuestion? Names { get; private set; }

    public CallsQuestion? Calls { get; private set; }

    public IReadOnlyDictionary<string, RunsQuestion> Runs => _runs;

    public HabitsQuestion? Habits { get; private set; }

    public TallyQuestion AskTally() => Tally ??= new();

    public NamesQuestion AskNames(int limit, bool clockHourOnly) => Names ??= new(limit, clockHourOnly);

    public CallsQuestion AskCalls(long? forgetMs) => Calls ??= new(forgetMs);

    public HabitsQuestion AskHabits() => Habits ??= new();

    /// <param name="accessKeyId">Empty for the subject itself; an access key has a clock of its own.</param>
    /// <param name="gapMs">The silence that parts two runs.</param>
    public RunsQuestion AskRuns(string accessKeyId, long gapMs)
    {
        if (!_runs.TryGetValue(accessKeyId, out var runs))
        {
            _runs[accessKeyId] = runs = new(gapMs);
        }

        return runs;
    }
}
