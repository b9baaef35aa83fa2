using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Log;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Subjects;

/// <summary>How <see cref="MemorySettings"/> stand in a memory: all of them but what changes only answers.</summary>
internal static class SettingsCodec
{
    public static void Write(LogWriter to, TableDraft tables, MemorySettings settings)
    {
        to.Number(settings.LatenessMs);
        to.Number(settings.GapMs);
        to.Number(settings.ForgetMs is { } forget ? forget + 1 : 0);
        to.Byte(settings.CallsByName ? (byte)1 : (byte)0);
        to.Number(settings.Baselines.Count);
        foreach (var baseline in settings.Baselines)
        {
            tables.Text(to, baseline.Label);
            to.Byte(baseline.Hardened ? (byte)1 : (byte)0);
            to.Real(baseline.MinimumExcess);
            to.Number(baseline.MinimumPoints);
            to.Real(baseline.Deviations);
        }
    }

    public static MemorySettings Read(ref LogReader from, SubjectTables tables)
    {
        var (lateness, gap, forget, byName) = (from.Number(), from.Number(), from.Number(), from.Byte() != 0);
        var baselines = new SpikeSettings[from.Count()];
        for (var i = 0; i < baselines.Length; i++)
        {
            baselines[i] = new(tables.Text(ref from), from.Byte() != 0, from.Real(), from.Count(), from.Real());
        }

        return new()
        {
            LatenessMs = lateness,
            GapMs = gap,
            ForgetMs = forget == 0 ? null : forget - 1,
            CallsByName = byName,
            Baselines = baselines,
            ScanLimit = int.MaxValue,
            ScanByClockHour = false,
        };
    }
}
