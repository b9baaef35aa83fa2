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
    private static readonly string Script = LuaScripts.Load("overlay.lua");

    /// <summary>Copies of these subjects what <paramref name="place"/> does not have yet.</summary>
    internal async Task FetchAsync(IReadOnlyCollection<string> subjects, string place)
    {
        var pipeline = live.Database.CreateBatch();
        var reading = subjects.Select(s => (
            Subject: s,
            Own: pipeline.KeyExistsAsync(new SubjectKeys(place, s).Memory),
            Live: pipeline.ListRangeAsync(new SubjectKeys(live.KeyPrefix, s).Memory))).ToList();
        pipeline.Execute();
        var copies = live.Database.CreateBatch();
        var copying = new List<Task>();
        foreach (var (subject, own, log) in reading)
        {
            if (!await own.ConfigureAwait(false) && await log.ConfigureAwait(false) is { Length: > 0 } memory)
            {
                copying.AddRange(places.Select(p => copies.ScriptEvaluateAsync(Script, [new SubjectKeys(p, subject).Memory], [options.ActorRetentionMs, .. memory])));
            }
        }

        copies.Execute();
        await Task.WhenAll(copying).ConfigureAwait(false);
    }
}
