using System.Threading.Channels;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>One endpoint's way of work: round after round, with pauses where it fails. Within a lane the order is kept.</summary>
internal sealed class Lane(HecClient client, LaneParts parts, int weight, HecOptions options, TimeProvider time, ILogger log)
{
    /// <summary>After a failure this many events are tried before the rest.</summary>
    private const int Probe = 10;

    private readonly Channel<bool> _woken = Signals.New();
    private volatile LaneStatus _status = new(client.Name, LaneState.Ready, null, time.GetUtcNow());

    public LaneStatus Status => _status with { AcksPending = parts.Acks.Ledger.Count };

    public HecClient Client => client;

    /// <summary>Ends a pause; the endpoint is tried at once.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <param name="stopping">No new round begins; what is under way goes on.</param>
    /// <param name="drain">What is under way ends, too.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken drain)
    {
        using var polling = new CancellationTokenSource();
        var asking = parts.Polling.RunAsync(polling.Token);
        await SendAsync(stopping, drain).ConfigureAwait(false);

        await Quietly(parts.Acks.Ledger.EmptyAsync(drain)).ConfigureAwait(false);
        await polling.CancelAsync().ConfigureAwait(false);
        await Quietly(asking).ConfigureAwait(false);
        parts.Acks.Ledger.EndAll(EventFate.Unacknowledged("The service stopped before the acknowledgement."));
        await parts.Settler.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task SendAsync(CancellationToken stopping, CancellationToken drain)
    {
        var pauses = new LanePauses(options.Retry, time, Rest);
        while (!stopping.IsCancellationRequested)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var woken = WakeAsync(until);
            try
            {
                await pauses.UntilSuccess().ExecuteAsync(c => RoundAsync(c, drain), until.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (until.IsCancellationRequested)
            {
                // The end of the service, or of a pause that somebody cut short.
            }
            catch (Exception e)
            {
                // A fault of ours must not end delivery; what the round held comes back when its lease is over.
                log.LogError(e, "Delivery to {Endpoint} failed unexpectedly; it goes on", client.Name);
                await Quietly(Task.Delay(TimeSpan.FromMilliseconds(options.Retry.BaseMs), time, stopping)).ConfigureAwait(false);
            }
            finally
            {
                await until.CancelAsync().ConfigureAwait(false);
                await Quietly(woken).ConfigureAwait(false);
            }
        }
    }

    private async Task WakeAsync(CancellationTokenSource until)
    {
        await _woken.Reader.ReadAsync(until.Token).ConfigureAwait(false);
        await until.CancelAsync().ConfigureAwait(false);
    }

    private async ValueTask<HecVerdict> RoundAsync(CancellationToken stopping, CancellationToken drain)
    {
        // 1. Take what is due, unless too much waits for its acknowledgement already, or the store could not yet be told of the last.
        await parts.Settler.FlushAllAsync(stopping).ConfigureAwait(false);
        await parts.Acks.Ledger.RoomAsync(stopping).ConfigureAwait(false);
        if (await parts.Dispatch.NextAsync(client.Name, weight).ConfigureAwait(false) is not { } parcels)
        {
            return HecVerdict.Fine;
        }

        // 2. Put it into batches, after a failure a small one first.
        var events = parcels.SelectMany(parcel => parts.Sealing.Seal(new OpenParcel(parcel, parts.Settler.Settle))).ToList();
        var first = _status.State == LaneState.Ready ? 0 : Probe;
        var batches = Batching.Cut(events.Take(first), options.Batch).Concat(Batching.Cut(events.Skip(first), options.Batch));

        // 3. Send.
        var verdict = await SendAsync(batches, drain).ConfigureAwait(false);

        // 4. Settle what is decided; acknowledgements come later.
        await parts.Settler.FlushAsync(drain).ConfigureAwait(false);
        await RecoverAsync(verdict, stopping).ConfigureAwait(false);
        return verdict;
    }

    private async Task<HecVerdict> SendAsync(IEnumerable<IReadOnlyList<OutgoingEvent>> batches, CancellationToken drain)
    {
        var verdict = HecVerdict.Fine;
        var began = time.GetTimestamp();
        var limit = TimeSpan.FromSeconds(options.Batch.RoundSeconds);
        foreach (var batch in batches)
        {
            if (verdict.IsSuccess && time.GetElapsedTime(began) < limit)
            {
                verdict = await parts.Delivery.DeliverAsync(batch, drain).ConfigureAwait(false);
                continue;
            }

            foreach (var one in batch)
            {
                one.Resolve(EventFate.NotSent(verdict.IsSuccess ? "The round took too long." : verdict.Reason));
            }
        }

        return verdict;
    }

    private async Task RecoverAsync(HecVerdict verdict, CancellationToken stopping)
    {
        if (verdict.IsSuccess && _status.State != LaneState.Ready)
        {
            _status = new LaneStatus(client.Name, LaneState.Ready, null, time.GetUtcNow());
            log.LogInformation("{Endpoint} takes findings again", client.Name);
        }

        if (verdict.Outcome == HecOutcome.NearCapacity)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(options.Retry.BaseMs), time, stopping).ConfigureAwait(false);
        }
    }

    private void Rest(LaneState state, string reason, TimeSpan pause)
    {
        if (_status.State != state || _status.Reason != reason)
        {
            var level = state == LaneState.Held ? LogLevel.Error : LogLevel.Warning;
            log.Log(
                level, "{Endpoint} takes no findings ({Reason}); they stay in the outbox, the next try is in {Pause}", client.Name, reason, pause);
            _status = new LaneStatus(client.Name, state, reason, _status.State == state ? _status.Since : time.GetUtcNow());
        }
    }

    private static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
