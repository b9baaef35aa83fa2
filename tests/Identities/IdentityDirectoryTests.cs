using CsCheck;
using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

public sealed class IdentityDirectoryTests
{
    private static IdentityDirectory People(params Identity[] people) => new(people, []);

    private static IdentityDirectory Machines(params string[] names) => new([], [.. names.Select(n => Account(n))]);

    [Fact]
    public void Nobody_is_an_empty_directory()
    {
        Assert.True(IdentityDirectory.Nobody.Empty);
        Assert.Same(DirectoryMatch.None, IdentityDirectory.Nobody.Match(User("alice"), At));
        Assert.False(Machines("x").Empty);
        Assert.False(People(Person("x")).Empty);
        Assert.Equal((1, 0), (People(Person("x")).Identities, People(Person("x")).ServiceAccounts));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("ALICE")]
    [InlineData("arn:aws:iam::111122223333:user/alice")]
    [InlineData("al*")]
    [InlineData("arn:aws:iam::*:user/alice")]
    public void A_user_matches_by_name_or_ARN(string entry)
    {
        var match = People(Person(entry)).Match(User("alice"), At);
        Assert.True(match.IsIdentity);
        Assert.True(match.Approved);
        Assert.False(match.IsServiceAccount);
        Assert.Equal(entry, match.Entry);
        Assert.Null(match.Inactive);
        Assert.False(People(Person(entry)).Match(User("mallory"), At).Approved);

        Assert.True(Machines(entry).Match(User("alice"), At).IsServiceAccount);
        Assert.False(Machines(entry).Match(User("mallory"), At).Approved);
    }

    [Theory]
    [InlineData("ci")]
    [InlineData("arn:aws:iam::111122223333:role/ci")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/ci/run-7")]
    public void A_role_matches_by_name_role_ARN_or_session_ARN(string entry)
    {
        Assert.True(Machines(entry).Match(Role("ci", "run-7"), At).IsServiceAccount);
        Assert.True(People(Person(entry)).Match(Role("ci", "run-7"), At).IsIdentity);
        Assert.False(Machines(entry).Match(Role("cd", "run-7"), At).Approved);
    }

    [Fact]
    public void A_session_name_is_a_human_only_behind_SSO()
    {
        var directory = People(Person("alice@corp.example"));
        Assert.True(directory.Match(Role("AWSReservedSSO_Admin_1", "alice@corp.example", sso: true), At).IsIdentity);
        Assert.False(directory.Match(Role("admin", "alice@corp.example"), At).Approved);
        Assert.False(Machines("alice@corp.example").Match(Role("AWSReservedSSO_Admin_1", "alice@corp.example", sso: true), At).Approved);
    }

    [Fact]
    public void The_email_is_a_name_too_and_the_first_name_is_told()
    {
        var directory = People(Person("asmith", "alice") with { Email = " alice@corp.example " });
        Assert.Equal("asmith", directory.Match(Role("AWSReservedSSO_Admin_1", "Alice@Corp.Example", sso: true), At).Entry);
    }

    [Fact]
    public void An_actor_without_names_matches_no_wildcard() =>
        Assert.False(People(Person("*")).Match(new Actor("", "Unknown", "", "", "", null, null), At).Approved);

    [Fact]
    public void An_exact_entry_outweighs_a_wildcard_of_either_table()
    {
        var directory = new IdentityDirectory(
            [Person("*"), Person("alice") with { Enabled = false }], [Account("al*")]);
        var match = directory.Match(User("alice"), At);

        Assert.Equal("alice", match.Entry);
        Assert.Equal("alice", match.Inactive?.Identity);
        Assert.True(match.IsServiceAccount);
        Assert.Null(directory.Match(User("bob"), At).Inactive);
    }

    [Fact]
    public void A_thousand_wildcards_answer_as_they_would_one_by_one() =>
        Gen.Select(Gen.Char["ab*"].Array[1, 4].Select(c => new string(c)).Array[1, 30], Gen.Char["ab"].Array[1, 4].Select(c => new string(c)))
            .Sample((entries, name) =>
            {
                var actor = new Actor("k", "IAMUser", "", name, "1", null, null);
                var match = People([.. entries.Select(e => Person(e))]).Match(actor, At);
                var exact = entries.FirstOrDefault(e => e == name);
                var first = exact ?? entries.FirstOrDefault(e => Wildcard.IsOne(e) && (new Wildcard(e).Matches(name) || new Wildcard(e).Matches("k")));
                return match.Entry == first && match.IsIdentity == (first is not null);
            });
}
