using StackExchange.Redis;
using TrailWatch.Memory.Store;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Memory.Tally;

/// <summary>
/// Which windows the subject's events fall into. A window is a code, a mark that tells kinds of events in it apart, and an
/// hour: its ids are counted and dated, its values (names, sources, ...) collected.
/// </summary>
public sealed class TallyQuestion
{
    private static readonly string Script = LuaScripts.Load("tally.lua");
    private readonly Dictionary<(string Label, long Hour), List<Sighting>> _windows = [];
    private readonly Dictionary<(string Code, long Hour), HashSet<string>> _values = [];
    private readonly List<SpikeSettings> _baselines = [];
    private IReadOnlyList<(string Label, long Hour, int Count)>? _list;
    private ILookup<(string Code, long Hour), List<Sighting>>? _seen;
    private long _first = long.MaxValue;
    private long _newest = long.MinValue;

    /// <summary>Baselines to fold when an hour closes, in the order of the answer.</summary>
    public IReadOnlyList<SpikeSettings> Baselines => _baselines;

    /// <summary>The id windows, in the order of the answer.</summary>
    public IReadOnlyList<(string Label, long Hour, int Count)> Windows =>
        _list ??= [.. _windows.Select(w => (w.Key.Label, w.Key.Hour, w.Value.Count))];

    private ILookup<(string Code, long Hour), List<Sighting>> ByCode =>
        _seen ??= _windows.ToLookup(w => (w.Key.Label[..^1], w.Key.Hour), w => w.Value);

    /// <summary>Counts an event in a window; all are counted before the first question about them.</summary>
    /// <param name="code">The window's code.</param>
    /// <param name="mark">Which kind of event of that window.</param>
    /// <param name="sighting">The event.</param>
    public void Count(string code, char mark, Sighting sighting)
    {
        ref var window = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_windows, (code + mark, sighting.Hour), out _);
        (window ??= []).Add(sighting);
        _first = Math.Min(_first, sighting.Event.Time);
        _newest = Math.Max(_newest, sighting.Event.Time);
    }

    /// <summary>Collects what a finding of that window would list.</summary>
    public void Collect(string code, Sighting sighting)
    {
        ref var values = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_values, (code, sighting.Hour), out _);
        WindowValues.Add(values ??= new(StringComparer.Ordinal), sighting);
    }

    /// <summary>This batch's events of a window, whatever their mark.</summary>
    public IReadOnlyList<Sighting> Seen(string code, long hour) => [.. ByCode[(code, hour)].SelectMany(w => w)];

    /// <summary>Whether this batch has an event in the window, whatever its mark.</summary>
    public bool Touches(string code, long hour) => ByCode.Contains((code, hour));

    public void Fold(SpikeSettings settings)
    {
        if (!_baselines.Exists(b => b.Label == settings.Label))
        {
            _baselines.Add(settings);
        }
    }

    internal IEnumerable<RedisKey> KeysOf(SubjectKeys keys) =>
        [keys.State, keys.Spikes, keys.History, .. _windows.Keys.Select(w => keys.Ids(w.Label, w.Hour)), .. _values.Keys.Select(v => keys.Values(v.Code, v.Hour))];

    internal Task<RedisResult> Send(IDatabaseAsync redis, SubjectKeys keys, MemoryOptions options)
    {
        List<RedisValue> argv = [options.LatenessMs, options.ActorRetentionMs, options.WindowTtlMs, _first, _newest, _baselines.Count];
        foreach (var b in _baselines)
        {
            argv.AddRange([b.Label, b.Hardened ? "h" : "e", b.MinimumExcess, b.MinimumPoints, b.Deviations]);
        }

        argv.Add(_windows.Count);
        foreach (var ((label, hour), sightings) in _windows)
        {
            argv.AddRange([hour, label, sightings.Count]);
            foreach (var sighting in sightings)
            {
                argv.Add(sighting.Event.Time);
                argv.Add(sighting.Member);
            }
        }

        argv.Add(_values.Count);
        foreach (var ((_, hour), values) in _values)
        {
            argv.AddRange([hour, values.Count]);
            argv.AddRange(values.Select(v => (RedisValue)v));
        }

        return redis.ScriptEvaluateAsync(Script, [.. KeysOf(keys)], [.. argv]);
    }
}
