using System.Text.RegularExpressions;
using Xunit;

namespace TrailWatch.Tests.Layout;

public sealed partial class LayoutTests
{
    private const int LongestFile = 300;
    private const int LargestMedian = 80;

    private static readonly string[] TopLevel =
    [
        "api", "tests", "openapi", "helm", "bench", ".ci", ".config", "README.md", "Dockerfile", ".dockerignore", "TrailWatch.slnx",
        "global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig", ".gitignore",
        ".gitattributes",
    ];

    /// <summary>What git and the tools of .gitignore leave there.</summary>
    private static readonly string[] Untracked = [".git", "TestResults", "BenchmarkDotNet.Artifacts", "data", ".vs", ".idea"];

    private static List<SourceFile> Api { get; } = SourceFile.In("api");

    private static List<SourceFile> All { get; } = [.. Api, .. SourceFile.In("tests")];

    [Fact]
    public void No_file_is_longer_than_can_be_read_at_once() =>
        Assert.Empty(All.Where(f => f.Lines > LongestFile).Select(f => $"{f} has {f.Lines} lines"));

    [Fact]
    public void Half_of_the_files_are_short()
    {
        var lengths = Api.Select(f => f.Lines).Order().ToList();
        Assert.InRange(lengths[lengths.Count / 2], 1, LargestMedian - 1);
    }

    [Fact]
    public void A_namespace_is_its_folder() => Assert.All(All.Where(f => f.Namespace is not null), file =>
    {
        string[] expected = file.Path.StartsWith("api/", StringComparison.Ordinal)
            ? ["TrailWatch", .. file.Folders]
            : ["TrailWatch", "Tests", .. file.Folders];

        // A room's class has the room's name, so its namespace may stop at the floor.
        Assert.True(
            file.Namespace == string.Join('.', expected) || (InARoom(file) && file.Namespace == string.Join('.', expected[..^1])),
            $"{file} has the namespace {file.Namespace}");
    });

    [Fact]
    public void A_file_is_named_after_a_type_in_it() => Assert.Empty(
        from file in Api
        where file.Path != "api/Program.cs" && !file.Types.Contains(file.Name.Split('.')[0])
        select $"{file} declares {string.Join(", ", file.Types)}");

    [Fact]
    public void A_name_says_what_a_thing_does() => Assert.Empty(
        from file in All
        from name in file.Types.Append(file.Name).Concat(file.Folders)
        where SaysNothing().IsMatch(name)
        select $"{file}: {name}");

    [Fact]
    public void The_root_holds_only_what_belongs_there() => Assert.All(
        new DirectoryInfo(RepositoryRoot.Path).EnumerateFileSystemInfos(),
        entry => Assert.True(
            TopLevel.Contains(entry.Name) || Untracked.Contains(entry.Name) || entry.Extension == ".user", $"{entry.Name} is new there"));

    private static bool InARoom(SourceFile file) => file.Folders is ["Detections", _];

    [GeneratedRegex("(Helpers?|Managers?|Utils?|Utilit(y|ies)|Common|Base)$")]
    private static partial Regex SaysNothing();
}
