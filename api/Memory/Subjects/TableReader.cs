using TrailWatch.CloudTrail;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Log;

namespace TrailWatch.Memory.Subjects;

/// <summary>Reads references to tables, and what they say of things that are new; see <see cref="TableDraft"/>.</summary>
internal static class TableReader
{
    public static string Text(this SubjectTables tables, ref LogReader from) => tables.Texts[tables.TextNumber(ref from)];

    /// <summary>The number of a text.</summary>
    public static int TextNumber(this SubjectTables tables, ref LogReader from)
    {
        var number = from.Count();
        if (number == tables.Texts.Count)
        {
            tables.Texts.Add(from.Text());
        }

        return number;
    }

    public static int Origin(this SubjectTables tables, ref LogReader from, string subject)
    {
        var number = from.Count();
        if (number == tables.Origins.Count)
        {
            var (type, arn, userName, account) = (tables.Text(ref from), tables.Text(ref from), tables.Text(ref from), tables.Text(ref from));
            var (session, accessKey) = (tables.Text(ref from), tables.Text(ref from));
            var who = new Actor(subject, type, arn, userName, account, session.Length > 0 ? session : null, accessKey.Length > 0 ? accessKey : null);
            tables.Origins.Add(new(who, tables.Text(ref from), tables.Text(ref from), tables.Text(ref from), tables.Text(ref from), new Ways(from.Byte())));
        }

        return number;
    }

    public static int Call(this SubjectTables tables, ref LogReader from)
    {
        var number = from.Count();
        if (number == tables.Calls)
        {
            var name = tables.TextNumber(ref from);
            tables.AddCall(new(tables.Text(ref from), tables.Texts[name]), name);
        }

        return number;
    }

    public static MemorySettings SettingsOf(this SubjectTables tables, ref LogReader from)
    {
        var number = from.Count();
        if (number == tables.Settings.Count)
        {
            tables.Settings.Add(SettingsCodec.Read(ref from, tables));
        }

        return number < tables.Settings.Count ? tables.Settings[number] : throw new InvalidDataException("The memory refers to settings that it has not said.");
    }
}
