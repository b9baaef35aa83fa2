using Microsoft.Extensions.Options;
using TrailWatch.Evaluation;
using TrailWatch.Hosting;
using TrailWatch.Http;
using TrailWatch.Identities;
using TrailWatch.Replay;

namespace TrailWatch.Commands;

/// <summary>The target that the command line means, open.</summary>
internal sealed class OpenTarget : IAsyncDisposable
{
    private const string KeyVariable = "TRAILWATCH_API_KEY";

    private readonly IHost? _host;
    private readonly HttpClient? _client;

    private OpenTarget(IReplayTarget target, IHost? host, HttpClient? client) => (Target, _host, _client) = (target, host, client);

    public IReplayTarget Target { get; }

    /// <param name="configuration">Settings of the service, for the store that is opened here.</param>
    /// <param name="note">Told of pauses.</param>
    /// <exception cref="ReplayStoppedException">The store cannot be opened.</exception>
    public static async Task<OpenTarget> OfAsync(
        ReplaySettings settings, string[] configuration, Action<string> note, CancellationToken cancellation)
    {
        if (settings.ServiceAddress is not { } address)
        {
            return await HereAsync(configuration, cancellation).ConfigureAwait(false);
        }

        var client = PatientClient.For(
            address,
            Key(settings),
            (pause, why) => note($"{address} is asked again in {pause.TotalSeconds:N0} s, for {why}."),
            TimeProvider.System,
            PatientClient.Network());
        return new OpenTarget(new HttpTarget(client), null, client);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync().ConfigureAwait(false);
            _host.Dispose();
        }
    }

    private static async Task<OpenTarget> HereAsync(string[] configuration, CancellationToken cancellation)
    {
        var host = SilentHost.Build(configuration);
        try
        {
            await host.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (Start.Sentences(e) is { Count: > 0 } sentences)
        {
            host.Dispose();
            var hint = e is StartRefusedException ? " If it is the service that has it, send to that: --to http://127.0.0.1:8080." : "";
            throw new ReplayStoppedException(string.Join('\n', sentences) + hint, e);
        }

        var services = host.Services;
        return new OpenTarget(
            new EvaluatorTarget(
                services.GetRequiredService<IOptions<StoreOptions>>().Value.Place,
                services.GetRequiredService<Evaluator>(),
                services.GetRequiredService<DirectoryCache>(),
                services.GetRequiredService<IOptions<HttpLimits>>(),
                TimeProvider.System),
            host,
            null);
    }

    private static string? Key(ReplaySettings settings)
    {
        var key = settings.KeyFile is { } file ? File.ReadAllText(ShellFolder.Resolve(file)) : Environment.GetEnvironmentVariable(KeyVariable);
        key = key?.Trim();
        return string.IsNullOrEmpty(key) ? null
            : key.All(c => c is > ' ' and <= '~') ? key
            : throw new ReplayStoppedException("The API key has characters that no key has: one line of plain text is expected.");
    }
}
