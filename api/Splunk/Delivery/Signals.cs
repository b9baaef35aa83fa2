using System.Threading.Channels;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Says that something happened since it was last looked at; how often does not matter.</summary>
internal static class Signals
{
    public static Channel<bool> New() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
