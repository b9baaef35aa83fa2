namespace TrailWatch.Hosting;

/// <summary>
/// Holds a directory for this process alone. The operating system lets go of it when the process ends, however it ends,
/// so a lock file that was left behind means nothing.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    public static DirectoryLock Take(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new DirectoryLock(new FileStream(
                Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartRefusedException($"Store:Path '{directory}' cannot be written to by this user.", e);
        }
        catch (IOException e)
        {
            throw new StartRefusedException(
                $"Store:Path '{directory}' cannot be opened: another TrailWatch process has it, or it is no directory. "
                + "Stop that process, or give this one a Store:Path of its own.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
