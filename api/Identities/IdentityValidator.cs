using FluentValidation;

namespace TrailWatch.Identities;

/// <summary>
/// A start after the end is no fault: people come back, and their tables keep the old end.
/// </summary>
internal sealed class IdentityValidator : AbstractValidator<Identity>
{
    private const int MostNames = 100;

    public IdentityValidator()
    {
        RuleFor(i => i.Names)
            .Must(names => names.Count > 0).WithMessage("holds no name")
            .Must(names => names.Count <= MostNames).WithMessage($"holds more than {MostNames} names")
            .OverridePropertyName("identity");
        RuleForEach(i => i.Names).MustBeName("identity");
        RuleFor(i => i.Email).MustBeShort("email");
        RuleFor(i => i.Bunit).MustBeShort("bunit");
        RuleFor(i => i.Priority).MustBeShort("priority");
        RuleFor(i => i.Prefix).MustBeShort("prefix");
        RuleFor(i => i.Nick).MustBeShort("nick");
        RuleFor(i => i.First).MustBeShort("first");
        RuleFor(i => i.Last).MustBeShort("last");
        RuleFor(i => i.Suffix).MustBeShort("suffix");
        RuleFor(i => i.Phone).MustBeShort("phone");
        RuleFor(i => i.ManagedBy).MustBeShort("managedBy");
        RuleFor(i => i.Category).MustBeShort("category");
        RuleFor(i => i.Watchlist).MustBeShort("watchlist");
    }
}
