using System.Text.RegularExpressions;

namespace TrailWatch.Tests.Layout;

/// <summary>One source file of the repository, as the layout tests see it.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>Relative to the repository, with forward slashes: <c>api/Http/PingRoute.cs</c>.</summary>
    public string Path { get; } = Path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folders below api or tests: <c>Http</c>; <c>Detections</c>, <c>DormantAccount</c>.</summary>
    public string[] Folders => Path.Split('/')[1..^1];

    public int Lines => Text.Count(c => c == '\n');

    public string? Namespace => NamespaceLine().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

    public IEnumerable<string> Types => TypeDeclaration().Matches(Text).Select(m => m.Groups[1].Value);

    /// <summary>The floors that the code (not its comments) names: by using or by a qualified name.</summary>
    public IEnumerable<string> FloorsUsed =>
        FloorName().Matches(Comment().Replace(Text, "")).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal);

    public static List<SourceFile> In(string folder) =>
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Of(folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(RepositoryRoot.Of(path)))),
    ];

    public override string ToString() => Path;

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|ref|file)\s+)*(?:class|interface|enum|struct|record(?:\s+struct|\s+class)?)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\bTrailWatch\.(\w+)")]
    private static partial Regex FloorName();

    [GeneratedRegex(@"^\s*//.*$|\s//\s.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
