using System.Text.Json;
using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Tuning;

/// <summary>
/// Keeps the detections' tuning and what it was before: a hash with one entry a detection, a version that counts the changes,
/// and the last changes of each detection. All lie in one hash tag and move in one transaction.
/// </summary>
public sealed class TuningStore(IStore store)
{
    /// <summary>Changes of one detection that are kept.</summary>
    public const int HistoryCap = 100;

    private string Root => $"{store.KeyPrefix}{{tuning}}:";

    private RedisKey Now => Root + "now";

    private RedisKey Changes => Root + "version";

    /// <summary>Counts the changes of all detections.</summary>
    public async Task<long> VersionAsync() => (long)await store.Database.StringGetAsync(Changes).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<string, DetectionTuning>> LoadAsync() =>
        (await store.Database.HashGetAllAsync(Now).ConfigureAwait(false)).ToDictionary(e => (string)e.Name!, e => Read(e.Value));

    public async Task<DetectionTuning> LoadAsync(string id) =>
        await store.Database.HashGetAsync(Now, id).ConfigureAwait(false) is { IsNull: false } json ? Read(json) : DetectionTuning.None;

    /// <summary>The last changes, newest first; the first is what holds now.</summary>
    public async Task<IReadOnlyList<DetectionTuning>> HistoryAsync(string id) =>
        [.. (await store.Database.ListRangeAsync(History(id)).ConfigureAwait(false)).Select(Read)];

    /// <summary>Sets a detection's tuning if nobody has changed it since; says whether.</summary>
    /// <param name="id">The detection's.</param>
    /// <param name="was">What it was when the change was thought out.</param>
    /// <param name="tuning">What it shall be.</param>
    public async Task<bool> TrySaveAsync(string id, DetectionTuning was, DetectionTuning tuning)
    {
        RedisValue json = Write(tuning);
        var save = store.Database.CreateTransaction();
        save.AddCondition(was.Version == 0 ? Condition.HashNotExists(Now, id) : Condition.HashEqual(Now, id, Write(was)));
        _ = save.HashSetAsync(Now, id, json);
        _ = save.ListLeftPushAsync(History(id), json);
        _ = save.ListTrimAsync(History(id), 0, HistoryCap - 1);
        _ = save.StringIncrementAsync(Changes);
        if (!await save.ExecuteAsync().ConfigureAwait(false))
        {
            return false;
        }

        await store.CommitAsync().ConfigureAwait(false);
        return true;
    }

    private RedisKey History(string id) => $"{Root}history:{id}";

    private static string Write(DetectionTuning tuning) => JsonSerializer.Serialize(tuning, TuningJsonContext.Default.DetectionTuning);

    private static DetectionTuning Read(RedisValue json) => JsonSerializer.Deserialize((string)json!, TuningJsonContext.Default.DetectionTuning)!;
}
