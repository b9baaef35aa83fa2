using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>
/// Sends batches that make findings, each again until it is answered, as a client must. Every batch has a few users that nobody has
/// seen, without MFA, and one of the batch before with ten times as many calls, whose finding is sent anew as a revision.
/// </summary>
internal sealed class Feeder(Uri service, int number)
{
    private const int Users = 5;
    private const int CallsOfOld = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Ids of findings that were answered and are not throttled.</summary>
    public ConcurrentDictionary<string, bool> Answered { get; } = new(StringComparer.Ordinal);

    public int Repeats { get; private set; }

    /// <summary>Runs until told to stop; the last batch is answered, too.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromSeconds(20) };
        for (var batch = 1; !stopping.IsCancellationRequested; batch++)
        {
            await SendAsync(client, Batch(batch), cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task SendAsync(HttpClient client, string body, CancellationToken cancellation)
    {
        while (await AnswerAsync(client, body, cancellation) is var findings)
        {
            if (findings is null)
            {
                Repeats++;
                await Task.Delay(Pause, cancellation);
                continue;
            }

            foreach (var finding in findings.Where(f => !(bool)f!["throttled"]!))
            {
                Answered[(string)finding!["id"]!] = true;
            }

            return;
        }
    }

    /// <summary>Null where the service did not answer, or could not take the batch now.</summary>
    private static async Task<JsonArray?> AnswerAsync(HttpClient client, string body, CancellationToken cancellation)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/v1/events", UriKind.Relative), content, cancellation);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!["findings"]!.AsArray() : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private string Batch(int batch)
    {
        var records = Enumerable.Range(0, Users).Select(user => Record(User(batch, user), 0));
        if (batch > 1)
        {
            records = records.Concat(Enumerable.Range(1, CallsOfOld).Select(call => Record(User(batch - 1, 0), call)));
        }

        return $"[{string.Join(',', records)}]";
    }

    private string User(int batch, int user) => string.Create(CultureInfo.InvariantCulture, $"f{number}-b{batch}-u{user}");

    private static string Record(string user, int call) => $$$"""
        {"eventVersion":"1.09","eventTime":"2026-03-02T10:00:{{{call:00}}}Z","eventSource":"ec2.amazonaws.com","eventName":"StopInstances","awsRegion":"eu-west-1",
        "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15","eventID":"{{{user}}}-{{{call}}}","eventType":"AwsApiCall","recipientAccountId":"111122223333",
        "userIdentity":{"type":"IAMUser","principalId":"{{{user}}}","arn":"arn:aws:iam::111122223333:user/{{{user}}}","accountId":"111122223333",
        "accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"{{{user}}}"}}
        """;
}
