namespace TrailWatch.Memory.Tally;

/// <summary>The window codes that more than one floor knows; a label is a code and a mark.</summary>
public static class TallyLabel
{
    public const string ApiCalls = "a";
    public const string SecurityGroupCalls = "g";
    public const string OtherEvents = "o";
    public const char Seen = '-';
}
