using TrailWatch.Memory.Asking;

namespace TrailWatch.Memory.Subjects;

/// <summary>What a memory says once and then refers to by number, in the order in which it first came.</summary>
internal sealed class SubjectTables
{
    private readonly Dictionary<(string Name, string Source), int> _callNumbers = [];
    private readonly List<(CallName Call, int Name)> _calls = [];

    public Numbered<string> Texts { get; } = new(StringComparer.Ordinal);

    public Numbered<EventOrigin> Origins { get; } = new(EqualityComparer<EventOrigin>.Default);

    public List<MemorySettings> Settings { get; } = [];

    public int Calls => _calls.Count;

    public CallName Call(int number) => Of(number).Call;

    /// <summary>The number of the call's name among the texts.</summary>
    public int NameOf(int call) => Of(call).Name;

    public int FindCall(string name, string source) => _callNumbers.GetValueOrDefault((name, source), -1);

    public void AddCall(CallName call, int name)
    {
        _callNumbers.TryAdd((call.EventName, call.EventSource), _calls.Count);
        _calls.Add((call, name));
    }

    private (CallName Call, int Name) Of(int call) =>
        call < _calls.Count ? _calls[call] : throw new InvalidDataException("The memory refers to a call that it has not said.");
}

/// <summary>Things by number and numbers by thing.</summary>
internal sealed class Numbered<T>(IEqualityComparer<T> comparer)
    where T : notnull
{
    private readonly List<T> _things = [];
    private readonly Dictionary<T, int> _numbers = new(comparer);

    public int Count => _things.Count;

    public T this[int number] => number < _things.Count ? _things[number] : throw new InvalidDataException("The memory refers to what it has not said.");

    public int Find(T thing) => _numbers.GetValueOrDefault(thing, -1);

    public void Add(T thing)
    {
        _numbers.TryAdd(thing, _things.Count);
        _things.Add(thing);
    }
}
