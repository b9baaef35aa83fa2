namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// The channel of a lane: a GUID that is new with every process, since acknowledgements are numbered from 0 in each channel.
/// Sent with every request, for a token with acknowledgements demands it and one without does not mind.
/// </summary>
/// <param name="told">A channel that the operator fixed; it never changes then.</param>
internal sealed class HecChannel(string? told, TimeProvider time)
{
    /// <summary>Splunk forgets a channel that was idle for 600 s.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(600 - 30);

    private readonly Lock _one = new();
    private string _current = New(told);
    private string? _session;
    private long _used = time.GetTimestamp();

    /// <summary>For the next request.</summary>
    public string Use()
    {
        lock (_one)
        {
            if (time.GetElapsedTime(_used) > Forgotten)
            {
                _current = New(told);
            }

            _used = time.GetTimestamp();
            return _current;
        }
    }

    /// <summary>Takes note of the sticky cookies of an answer. True where they changed: another indexer answers from now on.</summary>
    public bool HasMoved(string? session)
    {
        lock (_one)
        {
            if (session is null || session == _session)
            {
                return false;
            }

            var isFirst = _session is null;
            _session = session;
            _current = isFirst ? _current : New(told);
            return !isFirst;
        }
    }

    private static string New(string? told) => string.IsNullOrEmpty(told) ? Guid.NewGuid().ToString() : told;
}
