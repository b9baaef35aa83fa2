namespace TrailWatch.Memory.Subjects;

/// <summary>A service and an operation of it.</summary>
internal sealed record CallName(string EventSource, string EventName)
{
    private string? _full;

    /// <summary>How a role's call is kept: with its service, or by its name alone.</summary>
    public string Key(bool byName) => byName ? EventName : _full ??= $"{EventSource}:{EventName}";

    public bool Equals(CallName? other) => other is not null && EventName == other.EventName && EventSource == other.EventSource;

    public override int GetHashCode() => HashCode.Combine(EventName, EventSource);
}
