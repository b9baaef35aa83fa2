namespace TrailWatch.Memory.Tally;

/// <summary>The lessons of a subject's hours, by label and hour; they lie in its state, beside the baselines that they change.</summary>
public sealed class Lessons
{
    private readonly Dictionary<string, Lesson> _lessons;

    private Lessons(Dictionary<string, Lesson> lessons) => _lessons = lessons;

    public Lesson Of(string label, long hour) => _lessons.GetValueOrDefault($"{label}:{hour}");

    /// <summary>From <c>label:hour</c>, lesson, ...</summary>
    internal static Lessons Of(string[] pairs)
    {
        var lessons = new Dictionary<string, Lesson>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            lessons[pairs[i]] = Read(pairs[i + 1]);
        }

        return new(lessons);
    }

    internal static string Write(Lesson lesson) => lesson switch
    {
        Lesson.Benign => "b",
        Lesson.Malicious => "m",
        _ => "u",
    };

    private static Lesson Read(string lesson) => lesson switch
    {
        "b" => Lesson.Benign,
        "m" => Lesson.Malicious,
        _ => Lesson.None,
    };
}
