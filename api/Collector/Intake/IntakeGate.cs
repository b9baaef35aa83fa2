using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector.Intake;

/// <summary>
/// Bounds what is read and evaluated at once, by requests and by bytes, before a byte of a body is taken: who is not let in was
/// not half taken.
/// </summary>
internal sealed class IntakeGate : IDisposable
{
    // CloudTrail unpacks to 10 to 30 times its size; memory is taken as it is filled, so this need not be the worst.
    private const int UsualRatio = 16;
    private const int Unit = 1024;

    private readonly CollectorOptions _options;
    private readonly ConcurrencyLimiter _requests;
    private readonly ConcurrencyLimiter _bytes;

    public IntakeGate(IOptions<CollectorOptions> options)
    {
        _options = options.Value;
        _requests = new(new() { PermitLimit = _options.MaxConcurrent, QueueLimit = _options.MaxWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
        _bytes = new(new() { PermitLimit = (int)(_options.MaxBytesInFlight / Unit), QueueLimit = 0 });
    }

    /// <summary>Requests that were let in and are not done with.</summary>
    public long Inside => _options.MaxConcurrent - (_requests.GetStatistics()?.CurrentAvailablePermits ?? 0);

    /// <summary>Whether one more request would be refused.</summary>
    public bool IsFull =>
        (_requests.GetStatistics() is { CurrentAvailablePermits: 0 } now && now.CurrentQueuedCount >= _options.MaxWaiting)
        || _bytes.GetStatistics() is { CurrentAvailablePermits: 0 };

    /// <summary>Null where there is no room; else dispose it when the request is done with.</summary>
    public async ValueTask<IDisposable?> EnterAsync(HttpRequest request, CancellationToken cancellation)
    {
        var place = await _requests.AcquireAsync(1, cancellation).ConfigureAwait(false);
        if (!place.IsAcquired)
        {
            place.Dispose();
            return null;
        }

        var room = _bytes.AttemptAcquire(Permits(request));
        if (!room.IsAcquired)
        {
            room.Dispose();
            place.Dispose();
            return null;
        }

        return new Entry(place, room);
    }

    public void Dispose()
    {
        _requests.Dispose();
        _bytes.Dispose();
    }

    private int Permits(HttpRequest request)
    {
        var bytes = Math.Min(request.ContentLength ?? _options.MaxBodyBytes, _options.MaxBodyBytes);
        bytes = request.Headers.ContentEncoding.Count > 0 ? Math.Min(bytes * UsualRatio, _options.MaxDecompressedBytes) : bytes;
        return (int)Math.Min((bytes + Unit - 1) / Unit, _options.MaxBytesInFlight / Unit);
    }

    private sealed record Entry(RateLimitLease Place, RateLimitLease Room) : IDisposable
    {
        public void Dispose()
        {
            Room.Dispose();
            Place.Dispose();
        }
    }
}
