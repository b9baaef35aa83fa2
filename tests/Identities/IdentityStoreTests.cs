using StackExchange.Redis;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Identities;

[Collection(RedisServerTests.Name)]
public sealed class IdentityStoreOnRedisTests(RedisServerFixture redis) : IdentityStoreContract
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}

public sealed class IdentityStoreOnGarnetTests(GarnetFixture garnet) : IdentityStoreContract, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}
