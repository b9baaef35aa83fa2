using System.Globalization;
using System.Text.Json.Nodes;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>Acknowledgements as Splunk gives them: counted from 0 in each channel, true exactly once, false for whatever it does not know.</summary>
internal sealed class HecAcks
{
    private readonly Dictionary<string, long> _next = [];
    private readonly HashSet<(string Channel, long Id)> _indexed = [];
    private readonly List<(string Channel, long Id)> _withheld = [];

    /// <summary>While true nothing is confirmed.</summary>
    public bool Withhold { get; set; }

    public long Give(string channel)
    {
        lock (_next)
        {
            var id = _next[channel] = _next.GetValueOrDefault(channel, -1) + 1;
            _withheld.Add((channel, id));
            return id;
        }
    }

    public JsonObject Answer(string channel, IEnumerable<long> asked)
    {
        lock (_next)
        {
            if (!Withhold)
            {
                _withheld.ForEach(id => _indexed.Add(id));
                _withheld.Clear();
            }

            return new JsonObject(asked.Distinct().Select(id => KeyValuePair.Create(
                id.ToString(CultureInfo.InvariantCulture), (JsonNode?)JsonValue.Create(_indexed.Remove((channel, id))))));
        }
    }

    /// <summary>An indexer that was restarted: what it gave out is gone, and it counts from 0 again.</summary>
    public void Forget()
    {
        lock (_next)
        {
            _next.Clear();
            _indexed.Clear();
            _withheld.Clear();
        }
    }
}
