namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>How a soak goes.</summary>
/// <param name="Length">For how long findings are made while everything fails; after it all is well again, and what waits is delivered.</param>
/// <param name="Kills">How often the service is killed with -9, spread over the time.</param>
/// <param name="RedisRestarts">How often redis-server is killed with -9 and started again; null: the service runs on its embedded store.</param>
/// <param name="Seed">Of what happens at random.</param>
internal sealed record SoakPlan(TimeSpan Length, int Kills, int? RedisRestarts, int Seed);
