using System.Text.Json;
using FluentValidation;

namespace TrailWatch.Questions;

/// <summary>What a kind of question asks with; every fault at once, by field.</summary>
internal abstract class QuestionRules : AbstractValidator<Question>
{
    public const int LongestId = 256;
    public const int LongestText = 2048;
    public const long GreatestCount = 1_000_000_000_000;

    private readonly List<string> _fields = ["id", "kind"];

    /// <param name="kind">The kind, for a field that it does not ask with.</param>
    protected QuestionRules(string kind)
    {
        RuleFor(q => q).Custom((question, context) =>
        {
            foreach (var name in question.Given.Except(_fields))
            {
                context.AddFailure(name, $"{name} is not what a question of kind {kind} asks with; it takes {string.Join(", ", _fields.Skip(2))}.");
            }
        });
        RuleFor(q => q.Field("id")).Must(v => IsAbsent(v) || IsText(v, LongestId))
            .OverridePropertyName("id").WithMessage($"id must be text of 1 to {LongestId} characters, or absent.");
    }

    protected void Text(string field, string meaning, bool isRequired)
    {
        _fields.Add(field);
        RuleFor(q => q.Field(field)).Must(v => IsText(v, LongestText) || (!isRequired && IsAbsent(v)))
            .OverridePropertyName(field).WithMessage($"{field} must be {meaning}: text of 1 to {LongestText} characters.");
    }

    protected void OneOf(string field, IReadOnlyList<string> values)
    {
        _fields.Add(field);
        RuleFor(q => q.Text(field)).Must(values.Contains)
            .OverridePropertyName(field).WithMessage($"{field} must be {string.Join(" or ", values)}.");
    }

    protected void Count(string field)
    {
        _fields.Add(field);
        RuleFor(q => q.Whole(field)).Must(n => n is >= 0 and <= GreatestCount)
            .OverridePropertyName(field).WithMessage($"{field} must be a whole number from 0 to {GreatestCount}.");
    }

    /// <summary>A time that may be absent.</summary>
    protected void Time(string field)
    {
        _fields.Add(field);
        RuleFor(q => q).Must(q => !q.Has(field) || q.Time(field) is not null)
            .OverridePropertyName(field).WithMessage($"{field} must be a time such as 2026-03-02T10:00:00Z.");
    }

    /// <summary>One of two fields at least.</summary>
    protected void Either(string one, string other) =>
        RuleFor(q => q).Must(q => q.Has(one) || q.Has(other))
            .OverridePropertyName(one).WithMessage($"{one} or {other} must be given.");

    private static bool IsAbsent(JsonElement value) => value.ValueKind == JsonValueKind.Undefined;

    private static bool IsText(JsonElement value, int longest) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest && !string.IsNullOrWhiteSpace(text);
}
