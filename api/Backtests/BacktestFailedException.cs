namespace TrailWatch.Backtests;

/// <summary>A backtest cannot go on; the message is a sentence for whoever sent it.</summary>
public sealed class BacktestFailedException : Exception
{
    public BacktestFailedException(string sentence)
        : base(sentence)
    {
    }

    public BacktestFailedException(string sentence, Exception cause)
        : base(sentence, cause)
    {
    }

    public BacktestFailedException()
        : this("The backtest cannot go on.")
    {
    }
}
