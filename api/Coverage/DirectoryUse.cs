using TrailWatch.CloudTrail;
using TrailWatch.Identities;

namespace TrailWatch.Coverage;

/// <summary>When each entry of the directory was last seen in use, by whichever actor it matches.</summary>
internal sealed class DirectoryUse(StoredDirectory stored)
{
    private readonly IdentityDirectory _directory = new(stored.Identities.Entries, stored.ServiceAccounts.Entries);
    private readonly long[] _identities = new long[stored.Identities.Entries.Count];
    private readonly long[] _accounts = new long[stored.ServiceAccounts.Entries.Count];

    /// <summary>Notes an actor; says whether the directory knows it.</summary>
    public bool See(Actor actor, long newest)
    {
        var (identities, accounts) = _directory.EntriesOf(actor);
        Note(_identities, identities, newest);
        Note(_accounts, accounts, newest);
        return identities.Count + accounts.Count > 0;
    }

    /// <summary>In the order of the table.</summary>
    public IEnumerable<Identity> NeverSeen() => stored.Identities.Entries.Where((_, i) => _identities[i] == 0);

    /// <summary>Approvals that nobody has used since; null for those that nobody was ever seen to use.</summary>
    public IEnumerable<(ServiceAccount Account, long? LastSeen)> UnusedSince(long time) => stored.ServiceAccounts.Entries
        .Select((account, i) => (account, LastSeen: _accounts[i] == 0 ? (long?)null : _accounts[i]))
        .Where(a => a.LastSeen is null || a.LastSeen < time);

    private static void Note(long[] seen, IReadOnlyList<int> entries, long newest)
    {
        foreach (var i in entries)
        {
            seen[i] = Math.Max(seen[i], newest);
        }
    }
}
