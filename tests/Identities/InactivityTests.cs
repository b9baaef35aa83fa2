using TrailWatch.Identities;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

public sealed class InactivityTests
{
    private static DirectoryMatch Match(long at, Identity[] people, params ServiceAccount[] accounts) =>
        new IdentityDirectory(people, accounts).Match(User("alice"), at);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void An_identity_has_ended_after_its_end_date(int milliseconds, bool ended)
    {
        var inactive = Match(At + milliseconds, [Person("alice") with { EndDate = Noon }]).Inactive;
        Assert.Equal(ended ? new Inactivity(InactiveReason.Ended, At, "alice") : null, inactive);
        Assert.Equal(ended ? "ended" : null, inactive?.ReasonText);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void An_approval_expires(int milliseconds, bool expired)
    {
        var inactive = Match(At + milliseconds, [], Account("alice", Noon)).Inactive;
        Assert.Equal(expired ? new Inactivity(InactiveReason.ApprovalExpired, At, "alice") : null, inactive);
        Assert.Equal(expired ? "approval-expired" : null, inactive?.ReasonText);
    }

    [Fact]
    public void A_disabled_identity_is_inactive_at_any_time()
    {
        var match = Match(0, [Person("alice") with { Enabled = false, EndDate = Noon }]);
        Assert.Equal(new Inactivity(InactiveReason.Disabled, null, "alice"), match.Inactive);
        Assert.Equal("disabled", match.Inactive?.ReasonText);
        Assert.True(match.Approved);
    }

    [Fact]
    public void One_active_entry_of_the_same_rank_is_enough()
    {
        var disabled = Person("alice") with { Enabled = false };
        Assert.NotNull(Match(At, [disabled, disabled]).Inactive);
        Assert.Null(Match(At, [disabled, Person("alice")]).Inactive);
        Assert.Null(Match(At, [disabled], Account("alice")).Inactive);
        Assert.NotNull(Match(At, [disabled], Account("*")).Inactive);
        Assert.Null(Match(At, [Person("*"), Person("al*") with { Enabled = false }]).Inactive);
    }

    [Fact]
    public void Of_several_reasons_the_gravest_and_latest_is_told()
    {
        var early = Person("a", "alice") with { EndDate = Noon.AddDays(-9) };
        var late = Person("b", "alice") with { EndDate = Noon.AddDays(-2) };
        Assert.Equal(
            new Inactivity(InactiveReason.Ended, late.EndDate!.Value.ToUnixTimeMilliseconds(), "b"),
            Match(At, [early, late, early], Account("alice", Noon.AddDays(-1))).Inactive);
        Assert.Equal(
            new Inactivity(InactiveReason.Disabled, null, "c"),
            Match(At, [early, Person("c", "alice") with { Enabled = false }]).Inactive);
    }

    [Fact]
    public void The_newest_last_activity_of_the_matching_identities_is_told()
    {
        Identity With(string name, int days) => Person(name) with { LastActivity = Noon.AddDays(days) };
        Assert.Equal(
            Noon.AddDays(-1).ToUnixTimeMilliseconds(),
            Match(At, [With("alice", -3), With("alice", -1), Person("alice"), With("alice", -2), With("*", 0)]).LastActivity);
        Assert.Null(Match(At, [Person("alice")]).LastActivity);
        Assert.Null(Match(At, [], Account("alice")).LastActivity);
    }
}
