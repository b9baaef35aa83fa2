using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using TrailWatch.Tests.Splunk.FakeHec;

namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>Two HTTP Event Collectors, one of which acknowledges, that fail at random in every way that was measured, until they are told to be calm.</summary>
internal sealed class FaultySplunk : IAsyncDisposable
{
    private static readonly (string Name, Func<HecExchange, Task> Step)[] Faults =
    [
        ("indexed, then 500", Steps.IndexThenFail()),
        ("indexed, then 502", Steps.IndexThenFail(502)),
        ("indexed, then reset", Steps.IndexThenReset),
        ("indexed, then half an answer", Steps.HalfAnAnswer(200)),
        ("half a 500", Steps.HalfAnAnswer(500)),
        ("busy", Steps.Busy()),
        ("busy after some", exchange => Steps.Busy(Math.Min(3, exchange.Request.Events.Count))(exchange)),
        ("at capacity", Steps.AtCapacity(1)),
        ("a proxy's 503", Steps.Html(503)),
        ("shutting down", Steps.Code(503, 23)),
        ("token refused", Steps.Code(403, 4)),
        ("token disabled", Steps.Code(403, 1)),
        ("slow, then indexed", SlowAsync),
        ("forgot its acknowledgements", ForgetAsync),
    ];

    private static readonly int[] Refusals = [6, 7, 12, 13, 15];
    private readonly HecServer[] _servers;
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Random _random;
    private readonly Queue<int> _deck = new();
    private volatile bool _isCalm;

    private FaultySplunk(HecServer[] servers, int seed) => (_servers, _random) = (servers, new Random(seed));

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public IEnumerable<string> Urls => _servers.Select(server => server.Url);

    public IReadOnlyList<JsonObject> Index => [.. _servers.SelectMany(server => server.Index)];

    public static async Task<FaultySplunk> StartAsync(int seed)
    {
        var splunk = new FaultySplunk([await HecServer.StartAsync(), await HecServer.StartAsync()], seed);
        splunk._servers[1].UseAck = true;
        foreach (var server in splunk._servers)
        {
            server.Otherwise = splunk.AnswerAsync;
            server.Refuse = splunk.Refuse;
        }

        return splunk;
    }

    /// <summary>Every failure and every refusal has happened.</summary>
    public bool HasTriedAll => _counts.Count == Faults.Length + Refusals.Length;

    public void BeCalm() => _isCalm = true;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Two requests in three go well.</summary>
    private Task AnswerAsync(HecExchange exchange)
    {
        var card = Deal();
        if (_isCalm || card >= Faults.Length)
        {
            return Steps.Ok(exchange);
        }

        Count(Faults[card].Name);
        return Faults[card].Step(exchange);
    }

    /// <summary>One event in a hundred is refused by name, and all behind it with it.</summary>
    private int? Refuse(JsonObject envelope)
    {
        if (_isCalm || Next(100) > 0)
        {
            return null;
        }

        var code = Refusals[Next(Refusals.Length)];
        Count($"refused with code {code}");
        return code;
    }

    /// <summary>From a deck that holds each failure once, and is shuffled anew when it is empty: so that none is left out for long.</summary>
    private int Deal()
    {
        lock (_random)
        {
            if (_deck.Count == 0)
            {
                var cards = Enumerable.Range(0, Faults.Length * 3).ToArray();
                _random.Shuffle(cards);
                Array.ForEach(cards, _deck.Enqueue);
            }

            return _deck.Dequeue();
        }
    }

    private int Next(int below)
    {
        lock (_random)
        {
            return _random.Next(below);
        }
    }

    private void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, n) => n + 1);

    /// <summary>Longer than the client waits.</summary>
    private static async Task SlowAsync(HecExchange exchange)
    {
        exchange.Index(int.MaxValue);
        await Task.Delay(TimeSpan.FromSeconds(Soaking.TimeoutSeconds + 1));
        await exchange.AnswerAsync(200, 0, "Success");
    }

    private static Task ForgetAsync(HecExchange exchange)
    {
        exchange.Server.Acks.Forget();
        return Steps.Busy()(exchange);
    }
}
