namespace TrailWatch.Replay;

/// <summary>Finds the files that paths mean: a file is itself, a folder is the logs in it and in the folders below it.</summary>
/// <param name="except">A file that is no log although its name looks like one.</param>
internal sealed class FileSearch(string? except = null)
{
    private static readonly string[] Endings = [".json", ".ndjson", ".jsonl"];
    private readonly SortedDictionary<string, LogFile> _files = new(StringComparer.Ordinal);

    /// <summary>Each file once, in the order of their paths.</summary>
    public IReadOnlyList<LogFile> Files => [.. _files.Values];

    /// <summary>Folders and files that may not be read.</summary>
    public List<FileFault> Faults { get; } = [];

    /// <summary>Files that are no logs by their names; only those within folders, for a file that was named is taken at its word.</summary>
    public int Ignored { get; private set; }

    public static bool IsLog(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    public void Add(string path)
    {
        path = Path.GetFullPath(path);
        if (!Directory.Exists(path))
        {
            Take(path);
            return;
        }

        try
        {
            foreach (var file in Directory.EnumerateFiles(path))
            {
                if (IsLog(file) && file != except)
                {
                    Take(file);
                }
                else
                {
                    Ignored++;
                }
            }

            foreach (var folder in new DirectoryInfo(path).EnumerateDirectories())
            {
                // A link may lead back up, and what lies elsewhere was not named.
                if (folder.LinkTarget is null)
                {
                    Add(folder.FullName);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Faults.Add(new FileFault(path, "The folder cannot be read: " + e.Message));
        }
    }

    private void Take(string path)
    {
        try
        {
            var file = LogFile.At(path);
            _files[file.Path] = file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Faults.Add(new FileFault(path, "The file cannot be read: " + e.Message));
        }
    }
}
