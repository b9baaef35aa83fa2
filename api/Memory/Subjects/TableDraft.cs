using TrailWatch.CloudTrail;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Log;

namespace TrailWatch.Memory.Subjects;

/// <summary>
/// Writes references to a memory's tables. What a table does not have yet is said where it is first referred to, under the next
/// number; the tables themselves learn it only when the memory has taken what was written.
/// </summary>
internal sealed class TableDraft(SubjectTables tables)
{
    private Dictionary<string, int>? _texts;
    private Dictionary<EventOrigin, int>? _origins;
    private Dictionary<(string, string), int>? _calls;
    private List<MemorySettings>? _settings;
    private int _recent = tables.Origins.Count - 1;

    public void Origin(LogWriter to, Sighting sighting)
    {
        if (_recent >= 0 && _recent < tables.Origins.Count && tables.Origins[_recent].IsOf(sighting))
        {
            to.Number(_recent);
            return;
        }

        Origin(to, EventOrigin.Of(sighting));
    }

    public void Origin(LogWriter to, EventOrigin origin)
    {
        var (number, isNew) = Number(tables.Origins.Find(origin), tables.Origins.Count, ref _origins, origin);
        to.Number(number);
        _recent = number;
        if (isNew)
        {
            var who = origin.Who;
            foreach (var text in (ReadOnlySpan<string?>)[who.Type, who.Arn, who.UserName, who.AccountId, who.SessionName, who.AccessKeyId, origin.Source, origin.UserAgent, origin.Region, origin.Account])
            {
                Text(to, text ?? "");
            }

            to.Byte(origin.Ways.Bits);
        }
    }

    public void Call(LogWriter to, string name, string source)
    {
        var (number, isNew) = Number(tables.FindCall(name, source), tables.Calls, ref _calls, (name, source));
        to.Number(number);
        if (isNew)
        {
            Text(to, name);
            Text(to, source);
        }
    }

    public void Text(LogWriter to, string text)
    {
        var (number, isNew) = Number(tables.Texts.Find(text), tables.Texts.Count, ref _texts, text);
        to.Number(number);
        if (isNew)
        {
            to.Text(text);
        }
    }

    /// <summary>An id: a UUID as it is, any other as a text.</summary>
    public void Id(LogWriter to, RecordId id)
    {
        if (id.Text is { } text)
        {
            Text(to, text);
        }
        else
        {
            to.Uuid(id.Uuid);
        }
    }

    public void Settings(LogWriter to, MemorySettings settings)
    {
        for (var i = 0; i < tables.Settings.Count + (_settings?.Count ?? 0); i++)
        {
            if (settings.LearnsAs(i < tables.Settings.Count ? tables.Settings[i] : _settings![i - tables.Settings.Count]))
            {
                to.Number(i);
                return;
            }
        }

        to.Number(tables.Settings.Count + (_settings ??= []).Count);
        _settings.Add(settings);
        SettingsCodec.Write(to, this, settings);
    }

    private static (int Number, bool IsNew) Number<T>(int known, int count, ref Dictionary<T, int>? more, T thing)
        where T : notnull
    {
        if (known >= 0)
        {
            return (known, false);
        }

        more ??= [];
        if (more.TryGetValue(thing, out var number))
        {
            return (number, false);
        }

        more[thing] = number = count + more.Count;
        return (number, true);
    }
}
