using System.Collections.Concurrent;
using TrailWatch.CloudTrail;

namespace TrailWatch.Identities;

/// <summary>
/// Both tables at one moment, ready to be asked once per event. An exact name is more specific than a wildcard: an entry
/// <c>*@corp.example</c> does not wake up the disabled <c>alice@corp.example</c>. Whether an actor is known at all is
/// asked of each table by itself.
/// </summary>
public sealed class IdentityDirectory
{
    private const int MostTimeless = 16_384;
    private readonly IReadOnlyList<Identity> _identities;
    private readonly IReadOnlyList<ServiceAccount> _accounts;
    private readonly NameIndex _identityNames;
    private readonly NameIndex _accountNames;
    private readonly ConcurrentDictionary<Actor, DirectoryMatch> _timeless = new(ReferenceEqualityComparer.Instance);

    /// <param name="identities">One table.</param>
    /// <param name="serviceAccounts">The other.</param>
    /// <param name="before">Where a table is still this one's, so is its index.</param>
    public IdentityDirectory(
        IReadOnlyList<Identity> identities, IReadOnlyList<ServiceAccount> serviceAccounts, IdentityDirectory? before = null)
    {
        _identities = identities;
        _accounts = serviceAccounts;
        _identityNames = ReferenceEquals(identities, before?._identities) ? before._identityNames : new NameIndex(identities.SelectMany((identity, i) => IdentityTable.NamesOf(identity).Select(name => (name, i))));
        _accountNames = ReferenceEquals(serviceAccounts, before?._accounts) ? before._accountNames : new NameIndex(serviceAccounts.Select((account, i) => (account.Name, i)));
    }

    /// <summary>A directory of nobody.</summary>
    public static IdentityDirectory Nobody { get; } = new([], []);

    /// <summary>Nothing is known, so nobody can be called a stranger.</summary>
    public bool Empty => Identities + ServiceAccounts == 0;

    public int Identities => _identities.Count;

    public int ServiceAccounts => _accounts.Count;

    /// <summary>Which entries the actor matches, exactly or else by wildcard: the ordinals in each table.</summary>
    public (IReadOnlyList<int> Identities, IReadOnlyList<int> ServiceAccounts) EntriesOf(Actor actor) => (
        MatchingEntries.Find(_identityNames, actor, withSession: true).Entries ?? [],
        MatchingEntries.Find(_accountNames, actor, withSession: false).Entries ?? []);

    /// <summary>What the directory says of the actor at that time, in Unix milliseconds.</summary>
    public DirectoryMatch Match(Actor actor, long atUnixMs)
    {
        // The reader gives the same actor as the same object again and again, and mostly no date is in play.
        if (_timeless.TryGetValue(actor, out var known))
        {
            return known;
        }

        var match = Find(actor, atUnixMs, out var isTimeless);
        if (isTimeless)
        {
            if (_timeless.Count >= MostTimeless)
            {
                _timeless.Clear();
            }

            _timeless.TryAdd(actor, match);
        }

        return match;
    }

    private DirectoryMatch Find(Actor actor, long atUnixMs, out bool isTimeless)
    {
        var identities = MatchingEntries.Find(_identityNames, actor, withSession: true);
        var accounts = MatchingEntries.Find(_accountNames, actor, withSession: false);
        isTimeless = !HasDate(identities.Span, accounts.Span);
        if (identities.IsNone && accounts.IsNone)
        {
            return DirectoryMatch.None;
        }

        var exact = identities.Exact || accounts.Exact;
        ReadOnlySpan<int> bestIdentities = identities.Exact == exact ? identities.Span : [];
        ReadOnlySpan<int> bestAccounts = accounts.Exact == exact ? accounts.Span : [];
        return new DirectoryMatch(
            !identities.IsNone,
            !accounts.IsNone,
            bestIdentities.Length > 0 ? _identities[bestIdentities[0]].Names[0] : _accounts[bestAccounts[0]].Name,
            InactiveAt(bestIdentities, bestAccounts, atUnixMs),
            LastActivityOf(identities.Span))
        {
            IsApprovedServiceAccount = AnyHolds(accounts.Span, atUnixMs),
            Identity = identities.IsNone ? null : _identities[identities.Span[0]],
            ServiceAccount = accounts.IsNone ? null : _accounts[accounts.Span[0]],
        };
    }

    private bool HasDate(ReadOnlySpan<int> identities, ReadOnlySpan<int> accounts)
    {
        foreach (var i in identities)
        {
            if (_identities[i].EndDate is not null)
            {
                return true;
            }
        }

        foreach (var i in accounts)
        {
            if (_accounts[i].Expires is not null)
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyHolds(ReadOnlySpan<int> accounts, long at)
    {
        foreach (var i in accounts)
        {
            if (Ended(_accounts[i].Expires, at) is null)
            {
                return true;
            }
        }

        return false;
    }

    private Inactivity? InactiveAt(ReadOnlySpan<int> identities, ReadOnlySpan<int> accounts, long at)
    {
        Inactivity? worst = null;
        foreach (var i in identities)
        {
            if (Of(_identities[i], at) is not { } inactive)
            {
                return null;
            }

            worst = Graver(worst, inactive);
        }

        foreach (var i in accounts)
        {
            if (Ended(_accounts[i].Expires, at) is not { } since)
            {
                return null;
            }

            worst = Graver(worst, new Inactivity(InactiveReason.ApprovalExpired, since, _accounts[i].Name));
        }

        return worst;
    }

    private static Inactivity? Of(Identity identity, long at) =>
        !identity.Enabled ? new Inactivity(InactiveReason.Disabled, null, identity.Names[0])
        : Ended(identity.EndDate, at) is { } since ? new Inactivity(InactiveReason.Ended, since, identity.Names[0])
        : null;

    private static long? Ended(DateTimeOffset? end, long at) =>
        end?.ToUnixTimeMilliseconds() is { } since && since < at ? since : null;

    private static Inactivity Graver(Inactivity? a, Inactivity b) =>
        a is null || b.Reason < a.Reason || (b.Reason == a.Reason && b.Since > a.Since) ? b : a;

    private long? LastActivityOf(ReadOnlySpan<int> identities)
    {
        long? newest = null;
        foreach (var i in identities)
        {
            if (_identities[i].LastActivity?.ToUnixTimeMilliseconds() is { } last && !(last <= newest))
            {
                newest = last;
            }
        }

        return newest;
    }
}
