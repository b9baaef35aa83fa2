using System.Text;
using System.Text.Json.Nodes;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Tests.Splunk;

/// <summary>The outbox's contract without a store. A lease that is settled twice, or that nobody holds, is a fault.</summary>
internal sealed class InMemoryOutbox : IOutbox
{
    private readonly Lock _one = new();
    private readonly List<Parcel> _waiting = [];
    private readonly List<Parcel> _leased = [];
    private readonly List<Settlement> _settled = [];

    /// <summary>Thrown by the next calls, one each.</summary>
    public Queue<Exception> LeaseFaults { get; } = new();

    public Queue<Exception> SettleFaults { get; } = new();

    public IReadOnlyList<Settlement> Settled => Read(_settled);

    public IReadOnlyList<Parcel> Waiting => Read(_waiting);

    public IReadOnlyList<Parcel> Leased => Read(_leased);

    /// <summary>The most that was ever leased at one time.</summary>
    public int MostLeased { get; private set; }

    public bool IsEmpty
    {
        get
        {
            lock (_one)
            {
                return _waiting.Count + _leased.Count == 0;
            }
        }
    }

    public static InMemoryOutbox With(params IEnumerable<Parcel> parcels)
    {
        var outbox = new InMemoryOutbox();
        outbox.Add(parcels);
        return outbox;
    }

    public void Add(params IEnumerable<Parcel> parcels)
    {
        lock (_one)
        {
            _waiting.AddRange(parcels);
        }
    }

    public IReadOnlyList<Settlement> Of(SettlementKind kind) => [.. Settled.Where(s => s.Kind == kind)];

    /// <summary>The ids that were settled as delivered, each as often as it was.</summary>
    public IReadOnlyList<string> Delivered => [.. Of(SettlementKind.Delivered).Select(s => s.Parcel.Id)];

    public Task<IReadOnlyList<Parcel>> LeaseAsync(int most, CancellationToken cancellation)
    {
        lock (_one)
        {
            if (LeaseFaults.TryDequeue(out var fault))
            {
                throw fault;
            }

            List<Parcel> leased = [.. _waiting.Take(most)];
            _waiting.RemoveRange(0, leased.Count);
            _leased.AddRange(leased);
            MostLeased = Math.Max(MostLeased, _leased.Count);
            return Task.FromResult<IReadOnlyList<Parcel>>(leased);
        }
    }

    public Task<IReadOnlyList<SettlementKind>> SettleAsync(IReadOnlyList<Settlement> settled, CancellationToken cancellation)
    {
        lock (_one)
        {
            if (SettleFaults.TryDequeue(out var fault))
            {
                throw fault;
            }

            foreach (var one in settled)
            {
                if (!_leased.Remove(one.Parcel))
                {
                    throw new InvalidOperationException($"{one.Parcel.Id} is settled without a lease.");
                }

                _settled.Add(one);
                Return(one);
            }
        }

        return Task.FromResult<IReadOnlyList<SettlementKind>>([.. settled.Select(one => one.Kind)]);
    }

    private void Return(Settlement one)
    {
        if (one.Kind is SettlementKind.Retry or SettlementKind.Hold)
        {
            var again = one.Parcel with { Attempts = one.Parcel.Attempts + (one.Kind == SettlementKind.Retry ? 1 : 0) };
            _waiting.Add(one.Ambiguous ? again with { Resent = true, Events = [.. again.Events.Cast<OwnEvent>().Select(Marked)] } : again);
        }
    }

    /// <summary>The event as a projection writes it that knows of the earlier attempt.</summary>
    private static OwnEvent Marked(OwnEvent one)
    {
        var json = JsonNode.Parse(one.EventJson.Span)!.AsObject();
        json["resent"] = true;
        return one with { EventJson = Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }

    private IReadOnlyList<T> Read<T>(List<T> list)
    {
        lock (_one)
        {
            return [.. list];
        }
    }
}
