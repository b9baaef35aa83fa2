using Spectre.Console.Cli;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Commands;

/// <summary><c>hec-token</c>: a new token for a sender, and its hash for the configuration.</summary>
internal sealed class HecTokenCommand : Command
{
    public const string About = "Make a token for a sender of HEC, and the hash that the configuration needs. It is kept nowhere.";

    public override int Execute(CommandContext context, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("D");
        Terminal.Output.Say($"token  {token}    for the sender; it is not shown again");
        Terminal.Output.Say($"hash   {TokenHash.Hex(token)}    for Collector:Tokens:NAME:Hash");
        return ExitCode.Good;
    }
}
