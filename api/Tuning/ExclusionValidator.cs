using FluentValidation;

namespace TrailWatch.Tuning;

internal sealed class ExclusionValidator : AbstractValidator<Exclusion>
{
    private const int Longest = 2048;

    public ExclusionValidator()
    {
        RuleFor(e => e.HasCondition).Equal(true).OverridePropertyName("")
            .WithMessage("names no condition: give actor, account, sourceCidr, userAgent or eventName. To stop a detection, set its enabled to false.");
        RuleFor(e => e.Reason).Must(r => !string.IsNullOrWhiteSpace(r) && r.Length <= Longest).OverridePropertyName("reason")
            .WithMessage("must say why these events are no evidence.");
        RuleFor(e => e.SourceCidr).Must(c => c is null || Exclusion.NetworkOf(c) is not null).OverridePropertyName("sourceCidr")
            .WithMessage("must be an address or a network such as 198.51.100.0/24 or 2001:db8::/32.");
        Text(e => e.Actor, "actor");
        Text(e => e.Account, "account");
        Text(e => e.UserAgent, "userAgent");
        Text(e => e.EventName, "eventName");
    }

    private void Text(System.Linq.Expressions.Expression<Func<Exclusion, string?>> field, string name) =>
        RuleFor(field).Must(t => t is null || (t.Length is > 0 and <= Longest && t.Any(c => c != '*'))).OverridePropertyName(name)
            .WithMessage($"must be text of 1 to {Longest} characters, not only *.");
}
