namespace TrailWatch.Tests;

/// <summary>Where the repository lies, seen from the test assembly.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find(DirectoryInfo? directory)
    {
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "TrailWatch.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("No directory above the tests holds TrailWatch.slnx.");
    }
}
