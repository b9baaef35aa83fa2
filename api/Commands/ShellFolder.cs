namespace TrailWatch.Commands;

/// <summary>
/// The folder that paths on the command line are counted from. <c>dotnet run</c> starts a web project in the project's own folder,
/// wherever it was called; there the shell's PWD still says where that was.
/// </summary>
internal static class ShellFolder
{
    public static string Path { get; } = Of(Environment.CurrentDirectory, Environment.GetEnvironmentVariable("PWD"));

    public static string Of(string current, string? shell) =>
        File.Exists(System.IO.Path.Combine(current, "TrailWatch.csproj")) && Directory.Exists(shell) ? shell : current;

    public static string Resolve(string path) => System.IO.Path.GetFullPath(path, Path);
}
