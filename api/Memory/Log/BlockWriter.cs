using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Log;

/// <summary>
/// Writes the block of a log that tells a subject of a batch: how to learn from it, then its events, each once and in order of time.
/// Read by <see cref="BlockReader"/>.
/// </summary>
internal static class BlockWriter
{
    public const byte Kind = 2;

    internal const byte HasLabels = 1;
    internal const byte IsActivity = 2;
    internal const byte IsCall = 4;
    internal const byte IdIsText = 8;

    /// <param name="to">Where to.</param>
    /// <param name="tables">The tables of the state that the block will be applied to.</param>
    /// <param name="state">What is known: an event that changes nothing is left out.</param>
    /// <param name="question">The batch's.</param>
    /// <param name="settings">How the detections are set.</param>
    /// <param name="settledHour">Up to this hour everything that was found is stored; -1 for none.</param>
    /// <returns>Whether there was anything to write.</returns>
    public static bool Write(LogWriter to, TableDraft tables, SubjectState state, SubjectQuestion question, MemorySettings settings, long settledHour)
    {
        var news = CountNews(state, question.Sightings) + question.Calls.Count;
        if (news == 0)
        {
            return false;
        }

        to.Byte(Kind);
        tables.Settings(to, settings);
        to.Number(settledHour + 1);
        Snapshot.Optional(to, question.ActiveSince);
        to.Number(news);
        var time = 0L;
        foreach (var sighting in question.Sightings)
        {
            if (!state.Knows(sighting))
            {
                Event(to, tables, sighting, ref time, callOnly: false);
            }
        }

        foreach (var sighting in question.Calls)
        {
            Event(to, tables, sighting, ref time, callOnly: true);
        }

        return true;
    }

    private static int CountNews(SubjectState state, List<Sighting> sightings)
    {
        var news = 0;
        foreach (var sighting in sightings)
        {
            news += state.Knows(sighting) ? 0 : 1;
        }

        return news;
    }

    private static void Event(LogWriter to, TableDraft tables, Sighting sighting, ref long time, bool callOnly)
    {
        var e = sighting.Event;
        var kind = callOnly ? IsCall : (byte)(HasLabels | (sighting.IsActivity ? IsActivity : 0) | (sighting.IsCall ? IsCall : 0));
        to.Byte((byte)(kind | (e.Id.Text is null ? 0 : IdIsText)));
        tables.Id(to, e.Id);
        to.Signed(e.Time - time);
        time = e.Time;
        tables.Origin(to, sighting);
        tables.Call(to, e.EventName, e.EventSource);
        if (!callOnly)
        {
            to.Number(sighting.Labels);
        }
    }
}
