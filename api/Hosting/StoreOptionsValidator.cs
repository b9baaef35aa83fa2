using System.Buffers;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace TrailWatch.Hosting;

/// <summary>A sentence for every fault of section <c>Store</c>, all at once.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    private const int LongestPrefix = 64;

    // A brace would move the hash tag of every key; *, ?, [ and \ have a meaning when keys are listed by pattern.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("{}*?[]\\");

    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        List<string> faults = [.. PrefixFaults(options.KeyPrefix)];
        if (!Enum.IsDefined(options.Mode))
        {
            faults.Add("Store:Mode must be Embedded or Redis.");
        }

        if (options.Mode == StoreMode.Embedded && string.IsNullOrWhiteSpace(options.Path))
        {
            faults.Add("Store:Path must name a directory when Store:Mode is Embedded.");
        }

        if (options.Mode == StoreMode.Redis && ConnectionFault(options.ConnectionString) is { } fault)
        {
            faults.Add(fault);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> PrefixFaults(string prefix)
    {
        if (prefix.Length > LongestPrefix)
        {
            yield return $"Store:KeyPrefix must have at most {LongestPrefix} characters.";
        }

        if (prefix.AsSpan().ContainsAny(Forbidden))
        {
            yield return "Store:KeyPrefix must not contain any of { } * ? [ ] \\.";
        }

        if (prefix.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            yield return "Store:KeyPrefix must not contain spaces or control characters.";
        }
    }

    /// <summary>Never repeats the connection string: it may hold a password.</summary>
    private static string? ConnectionFault(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "Store:ConnectionString must be set when Store:Mode is Redis, for example localhost:6379.";
        }

        try
        {
            return ConfigurationOptions.Parse(connectionString).EndPoints.Count > 0
                ? null
                : "Store:ConnectionString must name at least one host, for example localhost:6379.";
        }
        catch (ArgumentException)
        {
            return "Store:ConnectionString cannot be read; its form is host:port,option=value,... as StackExchange.Redis describes.";
        }
    }
}
