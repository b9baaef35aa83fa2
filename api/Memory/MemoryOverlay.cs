using System.Globalization;
using StackExchange.Redis;
using TrailWatch.Memory.Store;

namespace TrailWatch.Memory;

/// <summary>
/// Lets memories that are thrown away after use begin as copies of the live one. Nobody is copied before somebody asks about them,
/// each is copied once and into all places, and what is live is only ever read.
/// </summary>
/// <param name="live">The store, with the prefix of what is live.</param>
/// <param name="places">The prefixes of the memories that lie over it.</param>
/// <param name="options">Theirs: they say how long a copy stays.</param>
public sealed class MemoryOverlay(IStore live, IReadOnlyList<string> places, MemoryOptions options)
{
    /// <summary>Commands at a time: all of them must be through within the store's time-out.</summary>
    private const int Chunk = 1_000;

    private static readonly string Script = LuaScripts.Load("copy.lua");

    /// <summary>Copies of these subjects what <paramref name="place"/> does not have yet; a round trip where it has all.</summary>
    internal async Task FetchAsync(IReadOnlyCollection<SubjectQuestion> questions, string place)
    {
        var parts = questions.SelectMany(PartsOf).Distinct().ToList();
        var known = await PipelineAsync(parts, (redis, p) => redis.KeyExistsAsync(p.KeyIn(place))).ConfigureAwait(false);
        var wanted = parts.Where((_, i) => !known[i]).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        // The hash first, and then the windows that this very copy of it names: both are of one moment, whatever goes on live.
        await CopyAsync(wanted.SelectMany(p => (Part[])(p.Kind == PartKind.State ? [p, p with { Kind = PartKind.Spikes }] : [p]))).ConfigureAwait(false);
        var hashes = wanted.Where(p => p.Kind is PartKind.State or PartKind.Calls).ToList();
        var copied = await PipelineAsync(hashes, (redis, p) => p.Kind == PartKind.State
            ? redis.HashGetAllAsync(p.KeyIn(place))
            : NewestAsync(redis, p.KeyIn(place))).ConfigureAwait(false);
        await CopyAsync(hashes.Zip(copied).SelectMany(h => h.First.Kind == PartKind.State ? Windows(h.First, h.Second) : NewCalls(h.First, h.Second))).ConfigureAwait(false);
    }

    private enum PartKind
    {
        State,
        Spikes,
        Runs,
        Calls,
        Ids,
        Values,
        Names,
        NewCalls,
    }

    /// <summary>A key of a subject, in whichever memory.</summary>
    private readonly record struct Part(string Subject, PartKind Kind, string Label = "", long Number = 0)
    {
        public RedisKey KeyIn(string prefix)
        {
            var keys = new SubjectKeys(prefix, Subject);
            return Kind switch
            {
                PartKind.State => keys.State,
                PartKind.Spikes => keys.Spikes,
                PartKind.Runs => keys.Runs(Label),
                PartKind.Calls => keys.Calls,
                PartKind.Ids => keys.Ids(Label, Number),
                PartKind.Values => keys.Values(Label, Number),
                PartKind.Names => keys.Names(Number),
                _ => keys.NewCalls(Number),
            };
        }
    }

    /// <summary>What can be told from the question alone; the rest hangs on it.</summary>
    private static IEnumerable<Part> PartsOf(SubjectQuestion question)
    {
        if (question.Tally is not null || question.Names is not null)
        {
            yield return new(question.Subject, PartKind.State);
        }

        foreach (var accessKey in question.Runs.Keys)
        {
            yield return new(question.Subject, PartKind.Runs, accessKey);
        }

        if (question.Calls is { } calls)
        {
            yield return new(question.Subject, PartKind.Calls);
            if (calls.ImportedUnder is { } name)
            {
                yield return new(name, PartKind.Calls);
            }
        }
    }

    /// <summary>The windows of all hours that the state remembers; the windows of older hours are nobody's any more.</summary>
    private static IEnumerable<Part> Windows(Part state, HashEntry[] fields)
    {
        foreach (var (name, value) in fields.Select(f => ((string)f.Name!, (string)f.Value!)).Where(f => f.Item1.StartsWith("h:", StringComparison.Ordinal)))
        {
            var hour = long.Parse(name.AsSpan(2), CultureInfo.InvariantCulture);
            var labels = value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => l[..l.IndexOf('=', StringComparison.Ordinal)]).ToList();
            foreach (var label in labels)
            {
                yield return new(state.Subject, PartKind.Ids, label, hour);
            }

            foreach (var code in labels.Select(l => l[..^1]).Distinct())
            {
                yield return new(state.Subject, PartKind.Values, code, hour);
            }

            for (var bucket = 0; bucket < Clock.BucketsPerHour; bucket++)
            {
                yield return new(state.Subject, PartKind.Names, "", (hour * Clock.BucketsPerHour) + bucket);
            }
        }
    }

    /// <summary>The hours of a role that are not closed yet.</summary>
    private IEnumerable<Part> NewCalls(Part calls, HashEntry[] newest)
    {
        if (newest is [{ Value: var time }])
        {
            for (var hour = Clock.HourOf((long)time - options.LatenessMs); hour <= Clock.HourOf((long)time); hour++)
            {
                yield return new(calls.Subject, PartKind.NewCalls, "", hour);
            }
        }
    }

    private static async Task<HashEntry[]> NewestAsync(IDatabaseAsync redis, RedisKey calls)
    {
        var newest = await redis.HashGetAsync(calls, "newest").ConfigureAwait(false);
        return newest.IsNull ? [] : [new("newest", newest)];
    }

    private async Task CopyAsync(IEnumerable<Part> parts) => await PipelineAsync([.. parts], (redis, part) => redis.ScriptEvaluateAsync(
        Script, [part.KeyIn(live.KeyPrefix), .. places.Select(part.KeyIn)], [options.ActorRetentionMs])).ConfigureAwait(false);

    private async Task<List<T>> PipelineAsync<T>(IReadOnlyList<Part> parts, Func<IDatabaseAsync, Part, Task<T>> send)
    {
        var answers = new List<T>(parts.Count);
        foreach (var chunk in parts.Chunk(Chunk))
        {
            var pipeline = live.Database.CreateBatch();
            var pending = chunk.Select(p => send(pipeline, p)).ToList();
            pipeline.Execute();
            answers.AddRange(await Task.WhenAll(pending).ConfigureAwait(false));
        }

        return answers;
    }
}
