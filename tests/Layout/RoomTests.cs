using Xunit;

namespace TrailWatch.Tests.Layout;

/// <summary>A detection has one name in every form, and everything about it lies where that name says.</summary>
public sealed class RoomTests
{
    [Fact]
    public void A_detection_has_its_class_its_options_its_notes_and_its_tests()
    {
        var missing =
            from room in Rooms()
            from path in new[]
            {
                $"api/Detections/{room}/{room}.cs",
                $"api/Detections/{room}/{room}Options.cs",
                $"api/Detections/{room}/README.md",
                $"tests/Detections/{room}",
            }
            where !Path.Exists(RepositoryRoot.Of(path))
            select path;
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Rooms() => Directory.Exists(RepositoryRoot.Of("api", "Detections"))
        ? new DirectoryInfo(RepositoryRoot.Of("api", "Detections")).EnumerateDirectories().Select(d => d.Name)
        : [];
}
