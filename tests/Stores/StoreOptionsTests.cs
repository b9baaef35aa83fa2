using TrailWatch.Hosting;
using Xunit;

namespace TrailWatch.Tests.Stores;

public sealed class StoreOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Faults(new StoreOptions()));

    [Theory, InlineData("localhost:6379"), InlineData("a:1,b:2,password=secret,ssl=true"), InlineData("a:26379,serviceName=mymaster")]
    public void A_connection_string_of_any_kind_is_valid(string connectionString) =>
        Assert.Empty(Faults(new StoreOptions { Mode = StoreMode.Redis, ConnectionString = connectionString }));

    [Theory, InlineData(null), InlineData(" "), InlineData("a:1,nosuchoption=secret"), InlineData("password=secret")]
    public void A_bad_connection_string_is_named_and_never_repeated(string? connectionString)
    {
        var fault = Assert.Single(Faults(new StoreOptions { Mode = StoreMode.Redis, ConnectionString = connectionString }));
        Assert.StartsWith("Store:ConnectionString ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory, InlineData("{tw}:"), InlineData("t w:"), InlineData("tw*"), InlineData("tw\n")]
    public void A_prefix_that_would_change_what_keys_mean_is_refused(string prefix) =>
        Assert.StartsWith("Store:KeyPrefix ", Assert.Single(Faults(new StoreOptions { KeyPrefix = prefix })), StringComparison.Ordinal);

    [Fact]
    public void Every_fault_is_told_at_once() =>
        Assert.Equal(3, Faults(new StoreOptions { Mode = StoreMode.Redis, KeyPrefix = "{ }" }).Length);

    private static string[] Faults(StoreOptions options) =>
        [.. new StoreOptionsValidator().Validate(null, options).Failures ?? []];
}
