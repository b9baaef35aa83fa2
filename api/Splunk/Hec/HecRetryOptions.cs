namespace TrailWatch.Splunk.Hec;

/// <summary><c>Splunk:Hec:Retry</c>: how long an endpoint that fails is left alone. The pauses grow and are jittered.</summary>
public sealed class HecRetryOptions
{
    public int BaseMs { get; set; } = 1_000;

    public int CapSeconds { get; set; } = 60;

    /// <summary>The longest pause while the token or the address is refused: how long a mended one may go unnoticed.</summary>
    public int HoldCapSeconds { get; set; } = 300;

    /// <summary>The longest <c>Retry-After</c> that is honoured.</summary>
    public int HintCapSeconds { get; set; } = 300;

    /// <summary>How long one finding is tried before it becomes a dead letter. Time during which a token is refused does not count.</summary>
    public int BudgetHours { get; set; } = 24;

    /// <summary>So many failures in a row open the circuit.</summary>
    public int BreakerFailures { get; set; } = 5;

    /// <summary>How long an open circuit sends nothing before it tries one small batch.</summary>
    public int BreakerSeconds { get; set; } = 60;
}
