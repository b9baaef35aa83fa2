using Microsoft.Extensions.Options;

namespace TrailWatch.Splunk.Hec;

/// <summary>A sentence for every fault of section <c>Splunk:Hec</c>, all at once. No sentence repeats a token or an address.</summary>
internal sealed class HecOptionsValidator : IValidateOptions<HecOptions>
{
    private const int Day = 86_400;

    public ValidateOptionsResult Validate(string? name, HecOptions options)
    {
        List<string> faults =
        [
            .. options.Endpoints.SelectMany((endpoint, n) => HecEndpointFaults.Of(endpoint, n)),
            .. options.Endpoints.GroupBy(e => e.Url.TrimEnd('/'), StringComparer.OrdinalIgnoreCase).Where(same => same.Key.Length > 0 && same.Count() > 1)
                .Select(_ => $"{HecOptions.Section}:Endpoints must not name one address twice; give it a Weight instead."),
            .. options.Format.Where(f => !HecOptions.KnownFormats.Contains(f))
                .Select(_ => $"{HecOptions.Section}:Format must name only native, rba and ocsf."),
            .. options.Indexes.Keys.Where(f => !HecOptions.KnownFormats.Contains(f, StringComparer.OrdinalIgnoreCase))
                .Select(f => $"{HecOptions.Section}:Indexes:{f} names no format; there are native, rba and ocsf."),
            .. Numbers(options),
            .. Files(options.Tls),
        ];
        if (!Enum.IsDefined(options.Acknowledgement))
        {
            faults.Add($"{HecOptions.Section}:Acknowledgement must be off, auto or required.");
        }

        if (!Enum.IsDefined(options.Time))
        {
            faults.Add($"{HecOptions.Section}:Time must be eventTime or detectionTime.");
        }

        if (!Enum.IsDefined(options.StartupCheck))
        {
            faults.Add($"{HecOptions.Section}:StartupCheck must be off, warn or fail.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Numbers(HecOptions o) => new[]
    {
        Outside("GzipThresholdBytes", o.GzipThresholdBytes, 0, HecBatchOptions.HardMaxBytes),
        Outside("TimeoutSeconds", o.TimeoutSeconds, 1, 3_600),
        Outside("Batch:Count", o.Batch.Count, 1, 10_000),
        Outside("Batch:Bytes", o.Batch.Bytes, 1_000, HecBatchOptions.HardMaxBytes),
        Outside("Batch:MaxEventBytes", o.Batch.MaxEventBytes, 1_000, HecBatchOptions.HardMaxBytes),
        Outside("Batch:AgeMs", o.Batch.AgeMs, 1, 60_000),
        Outside("Batch:RoundSeconds", o.Batch.RoundSeconds, 1, 3_600),
        Outside("Retry:BaseMs", o.Retry.BaseMs, 1, 60_000),
        Outside("Retry:CapSeconds", o.Retry.CapSeconds, 1, 3_600),
        Outside("Retry:HoldCapSeconds", o.Retry.HoldCapSeconds, 1, 3_600),
        Outside("Retry:HintCapSeconds", o.Retry.HintCapSeconds, 1, 3_600),
        Outside("Retry:BudgetHours", o.Retry.BudgetHours, 1, 8_760),
        Outside("Retry:BreakerFailures", o.Retry.BreakerFailures, 2, 1_000),
        Outside("Retry:BreakerSeconds", o.Retry.BreakerSeconds, 1, 3_600),
        Outside("Ack:TimeoutSeconds", o.Ack.TimeoutSeconds, 1, Day),
        Outside("Ack:PollMs", o.Ack.PollMs, 1, 60_000),
        Outside("Ack:PollCapSeconds", o.Ack.PollCapSeconds, 1, 600),
        Outside("Ack:MaxPending", o.Ack.MaxPending, 1, 1_000_000),
    }.OfType<string>();

    private static string? Outside(string setting, int value, int least, int most) =>
        value >= least && value <= most ? null : $"{HecOptions.Section}:{setting} must be from {least} to {most}.";

    private static IEnumerable<string> Files(HecTlsOptions tls) => new[]
    {
        HecTrust.CaFault(tls) is { } ca ? $"{HecOptions.Section}:Tls:CaFile {ca}" : null,
        HecTrust.ClientFault(tls) is { } client ? $"{HecOptions.Section}:Tls:ClientCertificateFile {client}" : null,
    }.OfType<string>();
}
