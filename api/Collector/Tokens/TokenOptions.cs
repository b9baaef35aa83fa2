namespace TrailWatch.Collector.Tokens;

/// <summary>What is done with an event that holds no CloudTrail.</summary>
public enum OnUnrecognised
{
    /// <summary>Answered as taken and counted. A refusal would make Firehose send the whole batch again and then put it aside.</summary>
    Accept,

    /// <summary>Refused with code 6.</summary>
    Reject,
}

/// <summary>Section <c>Collector:Tokens:NAME</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>SHA-256 of the token in hexadecimal; so the configuration holds no secret.</summary>
    public string? Hash { get; set; }

    /// <summary>Further ones, so that a token can be exchanged while senders still use the old one.</summary>
    public List<string> Hashes { get; } = [];

    /// <summary>The token itself, where its place is secret anyhow.</summary>
    public string? Token { get; set; }

    /// <summary>A file with tokens, one a line, read anew for each request.</summary>
    public string? TokenFile { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>Whether requests need a channel and are acknowledged. Firehose demands it.</summary>
    public bool UseAck { get; set; }

    public string? Host { get; set; }

    public string? Source { get; set; }

    public string? SourceType { get; set; }

    public string? Index { get; set; }

    /// <summary>Indexes that senders may name; none listed: all.</summary>
    public List<string> AllowedIndexes { get; } = [];

    /// <summary>Whether the token may stand in the query, where logs of proxies show it.</summary>
    public bool AllowQueryToken { get; set; }

    public OnUnrecognised OnUnrecognised { get; set; } = OnUnrecognised.Accept;

    internal IEnumerable<string> AllHashes => Hash is null ? Hashes : Hashes.Prepend(Hash);

    internal bool Allows(string? index) => index is null || AllowedIndexes.Count == 0 || AllowedIndexes.Contains(index, StringComparer.Ordinal);
}
