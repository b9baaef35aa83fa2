using FluentValidation;

namespace TrailWatch.Identities;

internal sealed class ServiceAccountValidator : AbstractValidator<ServiceAccount>
{
    public ServiceAccountValidator()
    {
        RuleFor(a => a.Name).Must(name => name.Length > 0).WithMessage("holds no name").OverridePropertyName("identity");
        RuleFor(a => a.Name).MustBeName("identity");
        RuleFor(a => a.Owner).MustBeShort("owner");
        RuleFor(a => a.Reason).MustBeShort("reason");
        RuleFor(a => a.Ticket).MustBeShort("ticket");
    }
}
