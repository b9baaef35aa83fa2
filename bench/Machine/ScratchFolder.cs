using System.Collections.Concurrent;

namespace TrailWatch.Bench.Machine;

/// <summary>A folder under the system's temporary one that is gone when disposed, or when this process ends, however it ends short of kill -9.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private static readonly ConcurrentDictionary<string, ScratchFolder> Open = new();

    private readonly DirectoryInfo _folder;

    static ScratchFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        ChildProcess.KillAll();
        foreach (var folder in Open.Values)
        {
            folder.Dispose();
        }
    };

    /// <param name="prefix">Short: sockets lie in it, and their paths may have no more than 100 bytes.</param>
    public ScratchFolder(string prefix)
    {
        _folder = Directory.CreateTempSubdirectory(prefix);
        Open[Path] = this;
    }

    public string Path => _folder.FullName;

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public string Subfolder(string name) => _folder.CreateSubdirectory(name).FullName;

    public void Dispose()
    {
        Open.TryRemove(Path, out _);
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A program that is being killed still writes there; the system clears its temporary folder.
        }
    }
}
