using System.Text.Json.Nodes;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>What arrived, as it arrived.</summary>
/// <param name="Sent">The body's bytes on the wire.</param>
/// <param name="Text">The body uncompressed.</param>
internal sealed record HecRequest(
    string Method, string Path, string Protocol, IReadOnlyDictionary<string, string> Headers, byte[] Sent, string Text)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string? Channel => Header("X-Splunk-Request-Channel");

    /// <summary>The envelopes of an event request that is well-formed.</summary>
    public IReadOnlyList<JsonObject> Events => Envelopes.Of(Text).Select(one => one.Object!).ToList();
}
