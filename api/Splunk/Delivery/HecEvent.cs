namespace TrailWatch.Splunk.Delivery;

/// <summary>What HEC is to index.</summary>
/// <param name="Index">Null: the endpoint's, or else the token's default.</param>
public abstract record HecEvent(string? Index)
{
    /// <summary>The form in which it is sent.</summary>
    /// <param name="index">What the endpoint says where the event names none.</param>
    /// <exception cref="System.Text.Json.JsonException">It is nothing that Splunk would take.</exception>
    internal abstract byte[] Seal(string? index);

    /// <summary>A shorter form for what is too large; null where there is none.</summary>
    internal virtual byte[]? SealShorter(string? index) => null;
}
