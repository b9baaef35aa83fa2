namespace TrailWatch.Tests.Stores;

public sealed class ScratchDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("twt-");

    public string Path => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);
}
