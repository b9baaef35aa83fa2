using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>
/// Real events, file by file. The numbers were counted apart from the reader: successes, distinct ids, identities whose MFA is said
/// to be there or lacking, and the sum of all times in seconds.
/// </summary>
public sealed class SampleEventsTests
{
    [Theory]
    [InlineData("awsdocs_cloudtrail", 25, 20, 17, 17, 0, 4, 31464749235)]
    [InlineData("invictus_ir", 2900, 2900, 2600, 2900, 358, 316, 4898073757275)]
    [InlineData("opensearch_catalog", 839, 839, 532, 839, 0, 767, 1374687358178)]
    [InlineData("plaso", 6, 6, 6, 6, 0, 5, 9865634834)]
    [InlineData("stratus_detonation", 310, 310, 258, 310, 0, 69, 534142589751)]
    [InlineData("traildiscover", 315, 315, 67, 314, 0, 79, 545481298910)]
    [InlineData("trailscraper", 5, 5, 5, 3, 0, 3, 7486520452)]
    public void Every_record_is_accounted_for(
        string file, int received, int events, int succeeded, int ids, int withMfa, int withoutMfa, long secondsInAll)
    {
        var batch = Read.Body(Read.Events(file));
        Assert.Equal(received, batch.Received);
        Assert.Empty(batch.Rejected);
        Assert.Equal(events, batch.Events.Count);
        Assert.Equal(received - events, batch.Skipped.GetValueOrDefault("insight"));
        Assert.Equal(succeeded, batch.Events.Count(e => e.Succeeded));
        Assert.Equal(ids, batch.Events.DistinctBy(e => e.EventId).Count());
        Assert.Equal(withMfa, batch.Events.Count(e => e.UserIdentity?.MfaAuthenticated == true));
        Assert.Equal(withoutMfa, batch.Events.Count(e => e.UserIdentity?.MfaAuthenticated == false));
        Assert.Equal(secondsInAll, batch.Events.Sum(e => e.Time / 1000));
    }

    [Theory]
    [InlineData("awsdocs_cloudtrail", 4, 2, 0)]
    [InlineData("invictus_ir", 12, 76, 0)]
    [InlineData("opensearch_catalog", 9, 72, 0)]
    [InlineData("plaso", 1, 1, 0)]
    [InlineData("stratus_detonation", 41, 0, 0)]
    [InlineData("traildiscover", 27, 0, 1)]
    [InlineData("trailscraper", 2, 2, 0)]
    public void Every_event_has_an_actor_or_a_reason(string file, int actors, int ofServices, int withoutIdentity)
    {
        var keys = new HashSet<string>();
        var reasons = new List<string>();
        foreach (var e in Read.Body(Read.Events(file)).Events)
        {
            if (ActorResolver.Resolve(e, ActorGranularity.Role, out var reason) is { } actor)
            {
                keys.Add(actor.Key);
            }
            else
            {
                reasons.Add(reason);
            }
        }

        Assert.Equal(
            (actors, ofServices, withoutIdentity),
            (keys.Count, reasons.Count(r => r == "aws-service"), reasons.Count(r => r == "no-user-identity")));
        Assert.Equal(ofServices + withoutIdentity, reasons.Count);
        Assert.All(keys, key => Assert.Matches("[0-9]{12}", key));
    }
}
