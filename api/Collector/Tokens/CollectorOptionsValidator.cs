using Microsoft.Extensions.Options;

namespace TrailWatch.Collector.Tokens;

/// <summary>A sentence for every fault of the tokens, all at once.</summary>
internal sealed class CollectorOptionsValidator : IValidateOptions<CollectorOptions>
{
    public ValidateOptionsResult Validate(string? name, CollectorOptions options)
    {
        List<string> faults = [.. options.Tokens.SelectMany(t => TokenFaults.Of(t.Key, t.Value))];
        if (Shared(options.Tokens).FirstOrDefault() is { } names)
        {
            faults.Add($"{CollectorOptions.Section}:Tokens {names} have the same token: each needs its own, for it tells them apart.");
        }

        if (!Enum.IsDefined(options.WhenFull))
        {
            faults.Add($"{CollectorOptions.Section}:WhenFull must be Busy or TooManyRequests.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Shared(Dictionary<string, TokenOptions> tokens) => tokens
        .SelectMany(t => t.Value.AllHashes.Concat(t.Value.Token is { } plain ? [TokenHash.Hex(plain)] : [])
            .Select(hash => (Name: t.Key, Hash: hash.ToUpperInvariant())))
        .GroupBy(t => t.Hash, t => t.Name)
        .Where(same => same.Distinct().Count() > 1)
        .Select(same => string.Join(" and ", same.Distinct()));
}

/// <summary>The same for the numbers.</summary>
[OptionsValidator]
internal sealed partial class CollectorNumbersValidator : IValidateOptions<CollectorOptions>;
