using System.Threading.Channels;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>What one lane waits to see acknowledged. Bounded: a lane with too much of it takes nothing more.</summary>
internal sealed class AckLedger(HecAckOptions options, HecMetrics metrics, TimeProvider time)
{
    private readonly Lock _one = new();
    private readonly Dictionary<(string Channel, long Id), PendingAck> _pending = [];
    private readonly Channel<bool> _came = Signals.New();
    private readonly Channel<bool> _went = Signals.New();

    public int Count
    {
        get
        {
            lock (_one)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Before what was not acknowledged is sent again.</summary>
    public TimeSpan Pause => TimeSpan.FromSeconds(options.PollCapSeconds);

    public void Add(PendingAck pending)
    {
        PendingAck? lost;
        lock (_one)
        {
            // The same number again: the receiver began anew and knows nothing of the first.
            _pending.Remove((pending.Channel, pending.Id), out lost);
            _pending.Add((pending.Channel, pending.Id), pending);
        }

        metrics.AcksPending(lost is null ? 1 : 0);
        lost?.Resolve(EventFate.Unacknowledged("The acknowledgement's number was given out twice.", Pause));
        _came.Writer.TryWrite(true);
    }

    /// <summary>Whatever waits, the longest waiting first.</summary>
    public IReadOnlyList<PendingAck> Waiting()
    {
        lock (_one)
        {
            return [.. _pending.Values.OrderBy(pending => pending.Sent)];
        }
    }

    public int Confirm(string channel, IEnumerable<long> ids)
    {
        var done = Take(pending => ids.Contains(pending.Id) && pending.Channel == channel);
        foreach (var pending in done)
        {
            metrics.Acknowledged(time.GetElapsedTime(pending.Sent));
            pending.Resolve(EventFate.Delivered);
        }

        return done.Count;
    }

    /// <summary>Gives up what waited too long. It may be indexed all the same.</summary>
    public int Expire()
    {
        var patience = TimeSpan.FromSeconds(options.TimeoutSeconds);
        var late = End(pending => time.GetElapsedTime(pending.Sent) >= patience, EventFate.Unacknowledged("No acknowledgement in time."));
        metrics.AckTimedOut(late);
        return late;
    }

    public int EndAll(EventFate fate) => End(_ => true, fate);

    /// <summary>Returns when something waits.</summary>
    public async Task AnyAsync(CancellationToken cancellation)
    {
        while (Count == 0)
        {
            await _came.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Returns when fewer wait than may.</summary>
    public async Task RoomAsync(CancellationToken cancellation)
    {
        while (Count >= options.MaxPending)
        {
            await _went.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Returns when nothing waits.</summary>
    public async Task EmptyAsync(CancellationToken cancellation)
    {
        while (Count > 0)
        {
            await _went.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
    }

    private int End(Func<PendingAck, bool> which, EventFate fate)
    {
        var ended = Take(which);
        ended.ForEach(pending => pending.Resolve(fate));
        return ended.Count;
    }

    private List<PendingAck> Take(Func<PendingAck, bool> which)
    {
        List<PendingAck> taken;
        lock (_one)
        {
            taken = [.. _pending.Values.Where(which)];
            taken.ForEach(pending => _pending.Remove((pending.Channel, pending.Id)));
        }

        metrics.AcksPending(-taken.Count);
        if (taken.Count > 0)
        {
            _went.Writer.TryWrite(true);
        }

        return taken;
    }
}
