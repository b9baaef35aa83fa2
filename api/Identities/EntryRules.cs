using FluentValidation;

namespace TrailWatch.Identities;

/// <summary>The rules that identities and service accounts share.</summary>
internal static class EntryRules
{
    /// <summary>The longest ARN that AWS makes.</summary>
    public const int LongestName = 2048;

    public const int LongestText = 4096;

    public static void MustBeName<T>(this IRuleBuilder<T, string> rule, string field) =>
        rule.Must(name => name.Length <= LongestName).WithMessage($"is longer than {LongestName} characters")
            .Must(name => !name.Contains('|', StringComparison.Ordinal)).WithMessage("holds a |, which separates names")
            .Must(name => !name.Any(char.IsControl)).WithMessage("holds a control character")
            .OverridePropertyName(field);

    public static void MustBeShort<T>(this IRuleBuilder<T, string?> rule, string field) =>
        rule.Must(text => text is null || text.Length <= LongestText).WithMessage($"is longer than {LongestText} characters")
            .OverridePropertyName(field);
}
