namespace TrailWatch.Memory;

/// <summary>
/// A kind of event that is counted within the hour: a code, which is the window that a finding speaks of, and a mark that tells kinds
/// of events in it apart. An event may be of several. Redis keeps the bit, so a bit is given once and never to something else.
/// </summary>
public readonly record struct WindowLabel(int Bit)
{
    /// <summary>API calls: they are the tally of api-activity-spike and tell a duplicate.</summary>
    public static readonly WindowLabel ApiCall = new(0);

    /// <summary>Whatever api-activity-spike does not count: it tells a duplicate too.</summary>
    public static readonly WindowLabel OtherEvent = new(1);

    public static readonly WindowLabel SecurityGroupCall = new(2);
    public static readonly WindowLabel SessionWithoutMfa = new(3);
    public static readonly WindowLabel ConsoleWithoutMfa = new(4);
    public static readonly WindowLabel KeyWithoutMfa = new(5);
    public static readonly WindowLabel Unapproved = new(6);
    public static readonly WindowLabel DisabledWorked = new(7);
    public static readonly WindowLabel DisabledFailed = new(8);
    public static readonly WindowLabel ReadAllowed = new(9);
    public static readonly WindowLabel ReadDenied = new(10);

    /// <summary>Labels there may be; the bits above say what else an event was told for.</summary>
    public const int Most = 24;

    public uint Mask => 1u << Bit;

    /// <summary>The labels whose size a spike detection holds against a baseline, by the name that the baseline is kept under.</summary>
    public static WindowLabel OfBaseline(string label) => label switch
    {
        ApiCalls => ApiCall,
        SecurityGroupCalls => SecurityGroupCall,
        _ => throw new ArgumentException($"No baseline is kept of {label}.", nameof(label)),
    };

    /// <summary>The baseline of <see cref="ApiCall"/>.</summary>
    public const string ApiCalls = "a-";

    /// <summary>The baseline of <see cref="SecurityGroupCall"/>.</summary>
    public const string SecurityGroupCalls = "g-";
}
