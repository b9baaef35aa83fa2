namespace TrailWatch.Replay;

/// <summary>A file to replay, as it was when it was found.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Length">Bytes on the disk.</param>
/// <param name="Modified">When it was last written to, UTC.</param>
internal sealed record LogFile(string Path, long Length, DateTime Modified)
{
    public static LogFile At(string path)
    {
        var file = new FileInfo(path);
        return new LogFile(file.FullName, file.Length, file.LastWriteTimeUtc);
    }

    public bool IsAsItWas() => File.Exists(Path) && At(Path) == this;
}
