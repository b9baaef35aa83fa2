using StackExchange.Redis;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory;

/// <summary>A subject's state in this process, and where its log lies.</summary>
internal sealed class Remembered
{
    // What a state takes beside its events, and how many times their size in the log these take.
    private const int Empty = 3_000;
    private const int Growth = 2;

    public Remembered(SubjectState state, string prefix)
    {
        State = state;
        Key = new SubjectKeys(prefix, state.Subject).Memory;
        Shard = SubjectKeys.ShardOf(state.Subject);
    }

    public string Subject => State.Subject;

    public SubjectState State { get; set; }

    public RedisKey Key { get; }

    public int Shard { get; }

    /// <summary>Up to this hour everything that was found is stored; -1 for none.</summary>
    public long SettledHour { get; set; } = -1;

    /// <summary>About how many bytes of memory it takes.</summary>
    public long Weight => Empty + ((long)Growth * State.End.Length);

    /// <summary>Its weight when it was put into the cache.</summary>
    public long PutWeight { get; set; }
}
