using System.Buffers;
using System.Text;
using CsCheck;
using TrailWatch.CloudTrail;
using TrailWatch.Identities;

namespace TrailWatch.Tests.Identities;

/// <summary>Entries and actors with valid defaults, and generators of any.</summary>
internal static class Entries
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly long At = Noon.ToUnixTimeMilliseconds();

    // Everything that CSV and spreadsheets have an opinion on, and a letter outside of the basic plane.
    private static readonly Gen<string> AnyText = Gen.OneOf<string>(
            "=", "+", "-", "@", "\t", "\r", "\n", "\"", ",", ";", "'", "|", " ", "a", "B", "\u00e9", "\U0001F600", "\uFEFF")
        .Array[1, 8].Select(string.Concat);

    private static readonly Gen<string?> Text = Gen.Select(Gen.Bool, AnyText, (some, text) =>
        some && !string.IsNullOrWhiteSpace(text) ? text : null);

    private static readonly Gen<string> Name = Gen.OneOf<string>(
            "=", "+", "-", "@", "\"", ",", "'", "*", " ", "a", "b", "c", "/", ":", "\u00e9")
        .Array[1, 8].Select(string.Concat).Where(n => n.Trim() == n);

    private static readonly Gen<DateTimeOffset?> Time = Gen.Select(Gen.Bool, Gen.Long[0, DateTime.MaxValue.Ticks], (some, ticks) =>
        some ? new DateTimeOffset(ticks, TimeSpan.Zero) : (DateTimeOffset?)null);

    public static readonly Gen<Identity> AnyIdentity = Gen.Select(
        Name.Array[1, 4], Gen.Bool, Gen.Select(Time, Time, Time), Text.Array[12],
        (names, enabled, times, text) => new Identity
        {
            Names = [.. names.Distinct(StringComparer.OrdinalIgnoreCase)],
            Enabled = enabled,
            StartDate = times.Item1,
            EndDate = times.Item2,
            LastActivity = times.Item3,
            Email = text[0],
            Bunit = text[1],
            Priority = text[2],
            Prefix = text[3],
            Nick = text[4],
            First = text[5],
            Last = text[6],
            Suffix = text[7],
            Phone = text[8],
            ManagedBy = text[9],
            Category = text[10],
            Watchlist = text[11],
        });

    public static readonly Gen<ServiceAccount> AnyAccount = Gen.Select(Name, Text, Text, Text, Time, (name, owner, reason, ticket, expires) =>
        new ServiceAccount { Name = name, Owner = owner, Reason = reason, Ticket = ticket, Expires = expires });

    public static Identity Person(params string[] names) => new() { Names = names };

    public static ServiceAccount Account(string name, DateTimeOffset? expires = null) => new() { Name = name, Expires = expires };

    public static Actor User(string name) =>
        new($"arn:aws:iam::111122223333:user/{name}", "IAMUser", $"arn:aws:iam::111122223333:user/{name}", name, "111122223333", null, null);

    public static Actor Role(string role, string session, bool sso = false)
    {
        var roleArn = $"arn:aws:iam::111122223333:role/{role}";
        var arn = $"arn:aws:sts::111122223333:assumed-role/{role}/{session}";
        return new Actor(sso ? $"{roleArn}/{session}" : roleArn, "AssumedRole", arn, role, "111122223333", session, null)
        {
            RoleArn = roleArn,
            IsSso = sso,
        };
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        write(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
