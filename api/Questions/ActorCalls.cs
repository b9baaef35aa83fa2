using TrailWatch.Coverage;
using TrailWatch.Memory.Calls;

namespace TrailWatch.Questions;

/// <summary>What a role is known to call; nothing of somebody who is no role.</summary>
/// <param name="Role">Whose calls they are: the role of all its sessions. Null of somebody who is no role.</param>
/// <param name="FirstSeen">The role's first call; null where none is known.</param>
/// <param name="Total">How many different calls.</param>
/// <param name="Items">The first 100 by name.</param>
public sealed record ActorCalls(string? Role, DateTime? FirstSeen, int Total, IReadOnlyList<ActorCall> Items)
{
    internal static ActorCalls Of(string? role, KnownCalls? known, int most) => new(
        role, Moment.Of(known?.First), known?.Calls.Count ?? 0,
        [.. known?.Calls.OrderBy(c => c.Key, StringComparer.Ordinal).Take(most).Select(c => new ActorCall(c.Key, Moment.Of(c.Value.First), Moment.Of(c.Value.Last))) ?? []]);
}

/// <summary>One call of a role.</summary>
/// <param name="Call">Service and name, for example iam.amazonaws.com:CreateUser; in escu-2018 the name alone.</param>
/// <param name="FirstSeen">When first.</param>
/// <param name="LastSeen">When last.</param>
public sealed record ActorCall(string Call, DateTime FirstSeen, DateTime LastSeen);
