using System.Net;
using StackExchange.Redis;

namespace TrailWatch.Hosting;

/// <summary>Section <c>Store</c>: where the memory lies.</summary>
public sealed class StoreOptions
{
    public const string Section = "Store";

    /// <summary>Embedded, because it needs no install; Redis where several replicas share one memory.</summary>
    public StoreMode Mode { get; set; } = StoreMode.Embedded;

    /// <summary>Embedded only: the directory of the files, counted from the current directory where it is relative.</summary>
    public string Path { get; set; } = "data";

    /// <summary>Redis only: StackExchange.Redis's form, for example <c>redis-1:6379,redis-2:6379,password=...,ssl=true</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Stands before every key, so that several installations can share one Redis.</summary>
    public string KeyPrefix { get; set; } = "tw:";

    /// <summary>Which store it is, without its password.</summary>
    internal string Place => Mode == StoreMode.Embedded
        ? $"the embedded store in {System.IO.Path.GetFullPath(Path)}"
        : $"Redis at {string.Join(", ", ConfigurationOptions.Parse(ConnectionString ?? "").EndPoints.Select(Address))} under {KeyPrefix}";

    private static string? Address(EndPoint place) => place is DnsEndPoint named ? $"{named.Host}:{named.Port}" : place.ToString();
}
