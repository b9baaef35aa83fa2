using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace TrailWatch.Commands;

internal sealed class HealthcheckSettings : CommandSettings
{
    private const int MostSeconds = 300;

    [CommandOption("--to <URL>")]
    [Description("The service to ask. If nothing is said, the one on this machine, at the address that its settings give; they come from the environment, or stand behind a bare --.")]
    public string? To { get; init; }

    [CommandOption("--timeout <SECONDS>")]
    [Description("How long an answer may take; 5 if nothing is said.")]
    [DefaultValue(5)]
    public int TimeoutSeconds { get; init; }

    public Uri? Address =>
        Uri.TryCreate(To, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;

    public override ValidationResult Validate() =>
        To is not null && Address is null
            ? ValidationResult.Error("--to must be an http or https address, for example http://127.0.0.1:8080.")
        : TimeoutSeconds is < 1 or > MostSeconds
            ? ValidationResult.Error("--timeout must be from 1 to 300.")
        : ValidationResult.Success();
}
