namespace TrailWatch.Http;

/// <summary>Metadata of a route that answers whoever asks: the health probes, which carry no key and come from another machine, and the collector, whose senders have tokens.</summary>
internal sealed class OpenToAnyone;
