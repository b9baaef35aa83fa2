using System.Diagnostics.CodeAnalysis;

namespace TrailWatch.Memory.Habits;

/// <summary>Long-term access keys: each is a subject of its own, in another slot than its actor, so that a question about a key finds who used it.</summary>
public static class AccessKeys
{
    /// <summary>What the id of a long-term key begins with; temporary credentials have no life that is worth remembering.</summary>
    public const string LongTerm = "AKIA";

    /// <summary>Whether the id is one of a long-term key.</summary>
    public static bool IsLongTerm([NotNullWhen(true)] string? id) => id?.StartsWith(LongTerm, StringComparison.Ordinal) == true;

    public static string SubjectOf(string accessKeyId) => "access-key:" + accessKeyId;
}
