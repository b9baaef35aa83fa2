using TrailWatch.Collector.Replies;

namespace TrailWatch.Collector.Acks;

/// <summary>The channel of a request: a GUID that the sender made up, in the header or in the query; the header wins.</summary>
internal static class AckChannel
{
    public const string Header = "X-Splunk-Request-Channel";

    public static ReplyCode? Read(HttpRequest request, out string channel)
    {
        var text = request.Headers[Header].ToString();
        text = text.Length > 0 ? text : request.Query["channel"].ToString();
        channel = Guid.TryParseExact(text, "D", out var guid) ? guid.ToString("D") : "";
        return text.Length == 0 ? ReplyCode.ChannelMissing : channel.Length == 0 ? ReplyCode.InvalidChannel : null;
    }
}
