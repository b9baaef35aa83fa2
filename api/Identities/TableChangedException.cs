namespace TrailWatch.Identities;

/// <summary>The table was swapped under the reader, again and again.</summary>
public sealed class TableChangedException : Exception
{
    public TableChangedException()
        : base("The directory changed at every attempt to read it.")
    {
    }

    public TableChangedException(string message)
        : base(message)
    {
    }

    public TableChangedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
