namespace TrailWatch.Memory.Windows;

/// <summary>How the lists of a window stand in its one set: a letter for the list, then the value.</summary>
internal static class WindowValues
{
    public const char Name = 'n';
    public const char Source = 's';
    public const char UserAgent = 'u';
    public const char Region = 'r';
    public const char Account = 'a';

    /// <summary>A principal: its mark as 16 hex digits, then who it is.</summary>
    public const char Principal = 'p';

    public static void Add(HashSet<string> values, Sighting sighting)
    {
        var e = sighting.Event;
        Put(Name, e.EventName);
        Put(Source, e.SourceIPAddress);
        Put(UserAgent, e.UserAgent);
        Put(Region, e.AwsRegion);
        Put(Account, sighting.Account);
        values.Add($"{Principal}{EventMember.MarkOf(sighting.Principal):x16}{sighting.Principal}");

        void Put(char list, string value)
        {
            if (value.Length > 0)
            {
                values.Add(list + value);
            }
        }
    }

    /// <summary>Source, user agent, region and account of one event, in this order.</summary>
    public static void AddPlace(WindowRecord record, string[] place)
    {
        foreach (var (list, value) in new[] { Source, UserAgent, Region, Account }.Zip(place))
        {
            if (value.Length > 0)
            {
                record.AddValue(list, value);
            }
        }
    }
}
