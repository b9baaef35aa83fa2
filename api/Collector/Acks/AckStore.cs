using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Collector.Tokens;
using TrailWatch.Memory;
using TrailWatch.Memory.Store;

namespace TrailWatch.Collector.Acks;

/// <summary>
/// Acknowledgements, in the store, so that any replica answers for any other. One is given only when its events are evaluated and
/// their findings queued, so it is true from its first moment; all that must be remembered of a channel is how many were given.
/// </summary>
internal sealed class AckStore(IStore store, IOptions<CollectorOptions> options, TimeProvider clock)
{
    private static readonly string Script = LuaScripts.Load("ackgive.lua");

    /// <summary>Null where the token has too many channels, or the channel too many that nobody asked for.</summary>
    public async Task<long?> GiveAsync(string token, string channel)
    {
        var (keys, o) = (KeysOf(token), options.Value);
        var given = (long)await store.Database.ScriptEvaluateAsync(
            Script,
            [keys.Channels, keys.Next, keys.Unread(channel)],
            [channel, clock.GetUtcNow().ToUnixTimeMilliseconds(), o.ChannelIdleSeconds * 1_000L, o.MaxChannels, o.AckReadOnce ? o.MaxPendingAcks : 0])
            .ConfigureAwait(false);

        // Otherwise a restart could count from an earlier number, and the sender would send again what it knows to be here.
        await store.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return given < 0 ? null : given;
    }

    /// <summary>Whether <see cref="GiveAsync"/> would give one now; asked before anything is taken.</summary>
    public async Task<bool> HasRoomAsync(string token, string channel)
    {
        var (keys, o) = (KeysOf(token), options.Value);
        var pipeline = store.Database.CreateBatch();
        var (known, channels, unread) = (
            pipeline.SortedSetScoreAsync(keys.Channels, channel), pipeline.SortedSetLengthAsync(keys.Channels), pipeline.SetLengthAsync(keys.Unread(channel)));
        pipeline.Execute();
        return (await known.ConfigureAwait(false) is not null || await channels.ConfigureAwait(false) < o.MaxChannels || await IdleAsync(keys).ConfigureAwait(false))
            && (!o.AckReadOnce || await unread.ConfigureAwait(false) < o.MaxPendingAcks);
    }

    /// <summary>False for whatever this channel was never given.</summary>
    public async Task<SortedDictionary<long, bool>> AskAsync(string token, string channel, IEnumerable<long> asked)
    {
        var (keys, ids) = (KeysOf(token), asked.Distinct().ToList());
        if (options.Value.AckReadOnce)
        {
            var pipeline = store.Database.CreateBatch();
            var pending = ids.Select(id => pipeline.SetRemoveAsync(keys.Unread(channel), id)).ToList();
            pipeline.Execute();
            return new(ids.Zip(await Task.WhenAll(pending).ConfigureAwait(false)).ToDictionary(a => a.First, a => a.Second));
        }

        var next = (long?)await store.Database.HashGetAsync(keys.Next, channel).ConfigureAwait(false) ?? 0;
        return new(ids.ToDictionary(id => id, id => id >= 0 && id < next));
    }

    /// <summary>Whether a channel would be forgotten to make room.</summary>
    private async Task<bool> IdleAsync(AckKeys keys) => await store.Database.SortedSetLengthAsync(
        keys.Channels, double.NegativeInfinity, clock.GetUtcNow().ToUnixTimeMilliseconds() - (options.Value.ChannelIdleSeconds * 1_000L)).ConfigureAwait(false) > 0;

    private AckKeys KeysOf(string token) => new(store.KeyPrefix, token);
}
