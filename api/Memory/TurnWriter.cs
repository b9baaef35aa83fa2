using StackExchange.Redis;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Log;

namespace TrailWatch.Memory;

/// <summary>
/// Writes a turn to the store: a call for each shard appends to the logs of its subjects, and whoever finds that others have been at a log reads
/// what they wrote and writes again.
/// </summary>
internal sealed class TurnWriter(IStore store, MemoryOptions options)
{
    /// <summary>Nobody loses so often; who does is wrong about the log, and must not go round in circles.</summary>
    private const int MostAttempts = 1_000;

    private readonly KeyOwners _owners = new();

    /// <summary>After the store was away: it may have come back with less.</summary>
    public void Forget() => _owners.Forget();

    /// <summary>Writes until the logs have taken everything, and lets the states take it.</summary>
    /// <param name="asks">The turn's.</param>
    /// <param name="pending">What is to be written of each subject.</param>
    public async Task WriteAsync(List<Ask> asks, List<Writing> pending)
    {
        for (var attempt = 0; pending.Count > 0; attempt++)
        {
            using var log = new LogWriter();
            foreach (var writing in pending)
            {
                writing.Prepare(log, options.ActorRetentionMs);
            }

            var pipeline = store.Database.CreateBatch();
            var anew = pending.FindAll(w => w.Anew is not null);
            var shards = ByShard(pending);
            var appending = shards.ConvertAll(shard => SubjectStore.Append(pipeline, shard));
            var replacing = anew.ConvertAll(w => SubjectStore.Replace(pipeline, store.KeyPrefix, w.Of.State, w.Bytes, w.TtlMs!.Value));
            var owners = attempt == 0 ? NewOwners(asks) : null;
            List<Task> beside = attempt == 0 ? [.. Heard(asks, pipeline), .. Told(owners, pipeline)] : [];
            pipeline.Execute();
            HashSet<Writing>? lost = null;
            foreach (var (shard, reply) in shards.Zip(await Task.WhenAll(appending).ConfigureAwait(false)))
            {
                var elsewhere = (RedisResult[])reply!;
                for (var i = 0; i < elsewhere.Length; i += 4)
                {
                    Lose(shard[(int)elsewhere[i] - 1], (int)elsewhere[i + 1], (int)elsewhere[i + 2], (byte[])elsewhere[i + 3]!);
                }
            }

            foreach (var (writing, reply) in anew.Zip(await Task.WhenAll(replacing).ConfigureAwait(false)))
            {
                if ((RedisResult[])reply! is [var elements, var kind, var bytes])
                {
                    Lose(writing, (int)elements, (int)kind, (byte[])bytes!);
                }
            }

            await Task.WhenAll(beside).ConfigureAwait(false);
            if (owners is not null)
            {
                _owners.Confirm(store.KeyPrefix, owners);
            }

            foreach (var writing in pending)
            {
                if (lost?.Contains(writing) != true)
                {
                    writing.Take();
                }
            }

            pending = lost is null ? [] : [.. lost];
            if (pending.Count > 0 && attempt == MostAttempts)
            {
                throw new InvalidOperationException($"The memory of {pending[0].Of.Subject} could not be written.");
            }

            void Lose(Writing writing, int elements, int kind, byte[] bytes)
            {
                writing.Of.State = SubjectStore.CatchUp(writing.Of.State, elements, kind, bytes);
                (lost ??= []).Add(writing);
            }
        }
    }

    private static List<List<Writing>> ByShard(List<Writing> writings)
    {
        var shards = new List<Writing>?[SubjectKeys.Shards];
        foreach (var writing in writings)
        {
            if (writing.Anew is null)
            {
                (shards[writing.Of.Shard] ??= []).Add(writing);
            }
        }

        return [.. shards.OfType<List<Writing>>()];
    }

    /// <summary>Which AWS accounts were heard of. What tells of deliveries has no place in a memory that is thrown away.</summary>
    private IEnumerable<Task> Heard(List<Ask> asks, IDatabaseAsync pipeline) =>
        options.KeptFor is null ? asks.Select(a => a.Accounts.Send(pipeline, store.KeyPrefix, options)) : [];

    private IEnumerable<Task> Told(HashSet<(string AccessKeyId, string Owner, long Hour)>? owners, IDatabaseAsync pipeline) =>
        owners is null ? [] : KeyOwners.Send(pipeline, store.KeyPrefix, owners, TimeSpan.FromMilliseconds(options.ActorRetentionMs));

    /// <summary>Whose keys are whose, as far as the store does not know; null for nothing.</summary>
    private HashSet<(string AccessKeyId, string Owner, long Hour)>? NewOwners(List<Ask> asks)
    {
        HashSet<(string AccessKeyId, string Owner, long Hour)>? news = null;
        foreach (var ask in asks)
        {
            foreach (var question in ask.Questions)
            {
                _owners.AddNews(store.KeyPrefix, question.Subject, question.Sightings, ref news);
            }
        }

        return news;
    }
}
