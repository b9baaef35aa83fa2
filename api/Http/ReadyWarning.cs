namespace TrailWatch.Http;

/// <summary>Something the operator should know though the service works; it is logged at start and shown by <c>/readyz</c>.</summary>
/// <param name="Text">A whole sentence.</param>
internal sealed record ReadyWarning(string Text);
