namespace TrailWatch.Coverage;

/// <summary>What the detections cannot see now.</summary>
/// <param name="At">As of when.</param>
/// <param name="Actors">How many are remembered.</param>
/// <param name="ColdStart">Of each spike detection, the actors that it cannot judge yet.</param>
/// <param name="LearningRoles">Roles of which new calls are not told yet.</param>
/// <param name="IdentitiesNeverSeen">Identities of the directory that nobody was seen to act under.</param>
/// <param name="UnusedServiceAccounts">Approvals that nobody uses.</param>
/// <param name="SilentAccounts">AWS accounts of which nothing new comes.</param>
/// <param name="DeliveryDelay">How long events take from eventTime to arrival, by AWS account.</param>
/// <param name="Detections">Detections that are off, cannot judge, or do not see everything.</param>
/// <param name="Directory">How much the directory knows.</param>
public sealed record BlindSpotReport(
    DateTime At,
    long Actors,
    IReadOnlyList<ColdStartSection> ColdStart,
    BlindSpotSection<LearningRole> LearningRoles,
    BlindSpotSection<UnseenIdentity> IdentitiesNeverSeen,
    BlindSpotSection<UnusedAccount> UnusedServiceAccounts,
    BlindSpotSection<SilentAccount> SilentAccounts,
    BlindSpotSection<AccountDelay> DeliveryDelay,
    BlindSpotSection<DetectionGap> Detections,
    DirectorySection Directory);

/// <summary>One kind of blind spot.</summary>
/// <param name="Meaning">What it means, and what to do.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Items">The first of them.</param>
public sealed record BlindSpotSection<T>(string Meaning, long Total, IReadOnlyList<T> Items);

/// <summary>The actors that one spike detection cannot judge yet.</summary>
/// <param name="Detection">Its id.</param>
/// <param name="Meaning">What it means, and what to do.</param>
/// <param name="MinimumPoints">Active hours that a baseline needs.</param>
/// <param name="Total">Actors with fewer.</param>
/// <param name="WithoutPoints">Those of them that have none at all.</param>
/// <param name="Items">The most recently active.</param>
public sealed record ColdStartSection(
    string Detection, string Meaning, int MinimumPoints, long Total, long WithoutPoints, IReadOnlyList<ColdActor> Items);

/// <summary>An actor in cold start.</summary>
/// <param name="Actor">Its key.</param>
/// <param name="Points">Active hours so far.</param>
/// <param name="MinimumPoints">Active hours that it needs.</param>
/// <param name="LastSeen">Its newest event.</param>
public sealed record ColdActor(string Actor, long Points, int MinimumPoints, DateTime LastSeen);

/// <summary>A role that only learns.</summary>
/// <param name="Role">Its ARN.</param>
/// <param name="FirstSeen">Its first call.</param>
/// <param name="LearningUntil">From then on its new calls are told.</param>
/// <param name="LastSeen">Its newest call.</param>
public sealed record LearningRole(string Role, DateTime FirstSeen, DateTime LearningUntil, DateTime LastSeen);

/// <summary>An identity that nobody was seen to act under.</summary>
/// <param name="Identity">Its names.</param>
/// <param name="Enabled">As the directory says.</param>
/// <param name="LastActivity">As the directory says.</param>
public sealed record UnseenIdentity(IReadOnlyList<string> Identity, bool Enabled, DateTime? LastActivity);

/// <summary>An approval that nobody uses.</summary>
/// <param name="Identity">Its name.</param>
/// <param name="Owner">Whom to ask.</param>
/// <param name="Ticket">Where it was asked for.</param>
/// <param name="Expires">When it ends by itself.</param>
/// <param name="LastSeen">Null where nobody was ever seen to use it.</param>
public sealed record UnusedAccount(string Identity, string? Owner, string? Ticket, DateTime? Expires, DateTime? LastSeen);

/// <summary>An AWS account of which nothing new comes.</summary>
/// <param name="Account">Its id.</param>
/// <param name="SilentSince">Its newest event.</param>
/// <param name="LastArrival">When something of it last came, be it old; null where it is known from history only.</param>
public sealed record SilentAccount(string Account, DateTime SilentSince, DateTime? LastArrival);

/// <summary>How long an account's events took.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Events">Events that came in the last seven days; what is sent again counts again.</param>
/// <param name="MedianSeconds">Half of them took no longer; the upper limit of a bucket, null beyond a week.</param>
/// <param name="P95Seconds">95 of 100 took no longer; the upper limit of a bucket, null beyond a week.</param>
/// <param name="LastSeconds">What the newest event of the last batch took.</param>
/// <param name="LastArrival">When that batch came.</param>
public sealed record AccountDelay(
    string Account, long Events, long? MedianSeconds, long? P95Seconds, double LastSeconds, DateTime LastArrival);

/// <summary>A detection that does not see everything.</summary>
/// <param name="Detection">Its id.</param>
/// <param name="Gap">off, cannot-judge or exclusions.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record DetectionGap(string Detection, string Gap, string Reason);

/// <summary>How much the directory knows.</summary>
/// <param name="Meaning">What it means, and what to do.</param>
/// <param name="Empty">It knows nobody.</param>
/// <param name="Identities">Entries of one table.</param>
/// <param name="ServiceAccounts">Entries of the other.</param>
public sealed record DirectorySection(string Meaning, bool Empty, int Identities, int ServiceAccounts);
