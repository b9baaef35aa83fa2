using Microsoft.Extensions.Options;

namespace TrailWatch.Backtests;

/// <summary>
/// Which folders may be replayed: those below <c>Backtests:Folder</c>, by their names alone. Nothing leads out of it, neither
/// <c>..</c> nor a symbolic link.
/// </summary>
public sealed class LogFolders(IOptions<BacktestsOptions> options)
{
    private static readonly string[] Endings = [".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz"];

    /// <summary>What is wrong with a folder's name, or null.</summary>
    public string? Fault(string folder)
    {
        if (Root is not { } root)
        {
            return "cannot be given: the setting Backtests:Folder, which names the directory that may be replayed from, is absent. Send records instead.";
        }

        if (folder.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(folder) || Parts(folder).Contains(".."))
        {
            return "must be a relative path below Backtests:Folder, without .. in it.";
        }

        var path = root;
        foreach (var part in Parts(folder))
        {
            path = Path.Combine(path, part);
            if (new DirectoryInfo(path) is not { Exists: true } directory)
            {
                return "names no folder below Backtests:Folder.";
            }

            if (directory.LinkTarget is not null)
            {
                return "leads over a symbolic link, which is not followed.";
            }
        }

        return null;
    }

    /// <summary>The logs in a folder that has no fault, and in those below it, by path.</summary>
    public IEnumerable<FileInfo> Files(string folder) => new DirectoryInfo(Path.Combine([Root!, .. Parts(folder)]))
        .EnumerateFiles("*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,

            // Symbolic links, of files and of folders.
            AttributesToSkip = FileAttributes.ReparsePoint,
        })
        .Where(f => Array.Exists(Endings, e => f.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(f => f.FullName, StringComparer.Ordinal);

    private string? Root => string.IsNullOrWhiteSpace(options.Value.Folder) ? null : Path.GetFullPath(options.Value.Folder);

    private static IEnumerable<string> Parts(string folder) => folder.Split('/', '\\').Where(p => p is not ("" or "."));
}
