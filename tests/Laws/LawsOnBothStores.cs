using StackExchange.Redis;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

public sealed class LawsOnTheEmbeddedStore(GarnetFixture garnet) : LawTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class LawsOnRedis(RedisServerFixture redis) : LawTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
