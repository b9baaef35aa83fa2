using System.Net.Sockets;
using Spectre.Console.Cli;
using TrailWatch.Hosting;

namespace TrailWatch.Commands;

/// <summary><c>healthcheck</c>: is the service ready? For a container without a shell and curl, which has nothing else to ask with.</summary>
internal sealed class HealthcheckCommand : AsyncCommand<HealthcheckSettings>
{
    public const string About = "Ask the service on this machine whether it is ready. Exit codes: 0 ready, 1 not ready or no answer, 2 wrong command line.";

    public override async Task<int> ExecuteAsync(CommandContext context, HealthcheckSettings settings, CancellationToken cancellationToken)
    {
        var address = settings.Address is { } told
            ? new OwnAddress(told, null)
            : OwnAddress.Of(WebApplication.CreateBuilder([.. context.Remaining.Raw]).Configuration);
        if (address is null)
        {
            Terminal.Error.Say("The service's settings name no address to ask; --to does.");
            return ExitCode.Usage;
        }

        using var client = Client(address, own: settings.Address is null);
        client.Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds);
        try
        {
            using var answer = await client.GetAsync(new Uri(address.Uri, "/readyz"), cancellationToken).ConfigureAwait(false);
            Terminal.Output.Say(await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            return answer.IsSuccessStatusCode ? ExitCode.Good : ExitCode.Incomplete;
        }
        catch (HttpRequestException e)
        {
            Terminal.Error.Say($"{Place(address)} does not answer: {e.Message}");
            return ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Terminal.Error.Say($"{Place(address)} does not answer within {settings.TimeoutSeconds} s.");
            return ExitCode.Incomplete;
        }
    }

    private static string Place(OwnAddress address) => address.SocketPath ?? address.Uri.GetLeftPart(UriPartial.Authority);

    /// <param name="own">No certificate holds for the loopback, and nobody can stand between us and ourselves.</param>
    private static HttpClient Client(OwnAddress address, bool own)
    {
        var handler = new SocketsHttpHandler { UseProxy = !own };
        if (own)
        {
#pragma warning disable CA5359 // See above.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        if (address.SocketPath is { } path)
        {
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return new HttpClient(handler);
    }
}
