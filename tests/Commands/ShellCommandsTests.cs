using TrailWatch.Commands;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Commands;

public sealed class ShellCommandsTests
{
    [Theory]
    [InlineData(false), InlineData(false, "--Store:Mode=Redis"), InlineData(false, "--Store:Path", "/x"), InlineData(false, "Store:Mode=Redis")]
    [InlineData(false, "/Store:Mode=Redis"), InlineData(false, "--environment=Development", "replay")]
    [InlineData(true, "replay"), InlineData(true, "replya", "x"), InlineData(true, "--help"), InlineData(true, "-h"), InlineData(true, "--version")]
    public void Settings_start_the_service_and_a_word_is_a_command(bool command, params string[] args) =>
        Assert.Equal(command, ShellCommands.HasCommand(args));

    [Fact]
    public void Paths_count_from_where_the_shell_was_when_the_project_is_run()
    {
        using var project = new ScratchDirectory();
        using var shell = new ScratchDirectory();
        Assert.Equal(project.Path, ShellFolder.Of(project.Path, shell.Path));
        File.WriteAllText(Path.Combine(project.Path, "TrailWatch.csproj"), "");
        Assert.Equal(shell.Path, ShellFolder.Of(project.Path, shell.Path));
        Assert.Equal(project.Path, ShellFolder.Of(project.Path, null));
        Assert.Equal(project.Path, ShellFolder.Of(project.Path, Path.Combine(shell.Path, "gone")));
    }
}
