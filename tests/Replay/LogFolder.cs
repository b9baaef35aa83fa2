using System.IO.Compression;
using System.Text;
using TrailWatch.Replay;
using TrailWatch.Tests.Stores;

namespace TrailWatch.Tests.Replay;

/// <summary>A folder of logs, gone when disposed.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    public string Path => _directory.Path;

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string WriteGzip(string name, params string[] members) => Write(name, [.. members.SelectMany(Gzip)]);

    public IReadOnlyList<LogFile> Files()
    {
        var search = new FileSearch();
        search.Add(Path);
        return search.Files;
    }

    public void Dispose() => _directory.Dispose();

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
