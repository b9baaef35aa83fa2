using System.Text.Json;
using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Sends one marked event to each endpoint, past the outbox: the only proof that address, token and index work.</summary>
internal sealed class DeliveryTest(HecClients clients, IOptions<HecOptions> options, TimeProvider time)
{
    /// <summary>Find it with <c>sourcetype=trailwatch:test</c>.</summary>
    public const string Sourcetype = "trailwatch:test";

    public async Task<IReadOnlyList<DeliveryTestResult>> SendAsync(CancellationToken cancellation) => await Task.WhenAll(
        clients.All.Zip(options.Value.Endpoints, (client, endpoint) => SendAsync(client, endpoint, cancellation))).ConfigureAwait(false);

    private async Task<DeliveryTestResult> SendAsync(HecClient client, HecEndpointOptions endpoint, CancellationToken cancellation)
    {
        var id = Guid.NewGuid().ToString();
        var marked = JsonSerializer.SerializeToUtf8Bytes(new DeliveryTestEvent(id), DeliveryTestJson.Default.DeliveryTestEvent);
        var sent = new OwnEvent(time.GetUtcNow().ToUnixTimeMilliseconds(), null, "trailwatch", Sourcetype, endpoint.Index, marked, []);
        var verdict = await client.SendAsync(Envelope.Write(sent, marked, endpoint.Index), id, cancellation).ConfigureAwait(false);
        return new DeliveryTestResult(
            client.Name, id, verdict.IsSuccess && verdict.Reply is not null, verdict.HttpStatus, verdict.Code, verdict.Reply?.Text ?? verdict.Reason);
    }
}
