using System.Text.RegularExpressions;
using TrailWatch.Collector.Tokens;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Commands;

public sealed partial class HecTokenCommandTests
{
    [Fact]
    public async Task It_prints_a_token_and_the_hash_that_knows_it()
    {
        using var here = new ScratchDirectory();
        var (code, output, error) = await ShellProcess.RunAsync(here.Path, "hec-token");
        Assert.True(code == 0, error);
        var printed = Printed().Match(output);
        Assert.True(printed.Success, output);
        Assert.Equal(TokenHash.Hex(printed.Groups["token"].Value), printed.Groups["hash"].Value);
        Assert.False(Directory.Exists(Path.Combine(here.Path, "store")));
    }

    [GeneratedRegex(@"^token  (?<token>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}) .*\nhash   (?<hash>[0-9a-f]{64}) ")]
    private static partial Regex Printed();
}
