using TrailWatch.CloudTrail;

namespace TrailWatch.Backtests;

/// <summary>
/// A folder of logs as one stream in order of time. A file is opened when the stream has come to its first event and let go of
/// after its last, so memory holds only the files that overlap in time.
/// </summary>
/// <param name="folders">Where the folder lies.</param>
/// <param name="folder">Its name, without a fault.</param>
/// <param name="limits">Of one file.</param>
/// <param name="maxFileBytes">Of one file, gzip undone.</param>
public sealed class FolderRecords(LogFolders folders, string folder, ReaderLimits limits, long maxFileBytes) : IRecordSource
{
    private const int MostFiles = 200_000;

    /// <summary>Events of overlapping files in memory at once, some 100 MB.</summary>
    private const int MostOpenEvents = 200_000;

    private readonly List<FolderFile> _files = [];

    public string Name => $"folder {folder}";

    public SourceSurvey Survey(CancellationToken cancellation)
    {
        var survey = new SourceSurvey();
        foreach (var found in folders.Files(folder))
        {
            cancellation.ThrowIfCancellationRequested();
            var file = new FolderFile(found.FullName, found.Name);
            try
            {
                var batch = file.Read(limits, maxFileBytes);
                survey.Add(batch);
                if (batch.Events.Count > 0)
                {
                    _files.Add(file with { First = batch.Events[0].Time, Events = batch.Events.Count });
                }
            }
            catch (BacktestFailedException e)
            {
                survey.Note(e.Message);
            }

            if (_files.Count > MostFiles)
            {
                throw new BacktestFailedException($"The folder holds more than {MostFiles} files: name one of the folders in it.");
            }
        }

        _files.Sort(static (a, b) => a.First != b.First ? a.First.CompareTo(b.First) : string.CompareOrdinal(a.Path, b.Path));
        return survey;
    }

    public IEnumerable<CloudTrailEvent> InOrder()
    {
        var open = new PriorityQueue<OpenFile, (long Time, int File)>();
        var (next, held) = (0, 0);
        while (next < _files.Count || open.Count > 0)
        {
            while (next < _files.Count && (!open.TryPeek(out _, out var first) || _files[next].First <= first.Time))
            {
                var file = new OpenFile(_files[next].Read(limits, maxFileBytes).Events, next++);
                held += file.Events.Count;
                if (held > MostOpenEvents)
                {
                    throw new BacktestFailedException(
                        $"The folder's files overlap in time with more than {MostOpenEvents} records at once: replay fewer accounts or regions together.");
                }

                if (file.Events.Count > 0)
                {
                    open.Enqueue(file, file.Key);
                }
            }

            if (!open.TryDequeue(out var earliest, out _))
            {
                continue;
            }

            yield return earliest.Take();
            if (earliest.IsAtEnd)
            {
                held -= earliest.Events.Count;
            }
            else
            {
                open.Enqueue(earliest, earliest.Key);
            }
        }
    }

    private sealed class OpenFile(List<CloudTrailEvent> events, int number)
    {
        private int _next;

        public List<CloudTrailEvent> Events => events;

        public (long Time, int File) Key => (events[_next].Time, number);

        public bool IsAtEnd => _next == events.Count;

        public CloudTrailEvent Take() => events[_next++];
    }
}
