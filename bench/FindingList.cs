using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TrailWatch.Bench;

/// <summary>What a running service says of what it was sent.</summary>
internal static class FindingList
{
    /// <summary>All findings, in order, without their revision, which counts the batches that changed them.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        List<string> all = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await client.GetFromJsonAsync<JsonObject>($"/v1/findings?limit=500{(cursor.Length > 0 ? "&cursor=" + Uri.EscapeDataString(cursor) : "")}"))!;
            foreach (var item in page["items"]!.AsArray())
            {
                var finding = item!.DeepClone().AsObject();
                finding.Remove("revision");
                all.Add(finding.ToJsonString());
            }

            cursor = (string?)page["nextCursor"];
        }

        all.Sort(StringComparer.Ordinal);
        return all;
    }

    /// <summary>Sends batches to <c>POST /v1/events</c> and adds up what became of their records.</summary>
    public static async Task<(long Received, long Evaluated, long Duplicates)> EvaluateAsync(Uri address, IEnumerable<byte[]> batches)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        var sum = (Received: 0L, Evaluated: 0L, Duplicates: 0L);
        foreach (var batch in batches)
        {
            using var content = new ByteArrayContent(batch);
            using var response = await client.PostAsync(new Uri("/v1/events", UriKind.Relative), content);
            var text = await response.Content.ReadAsStringAsync();
            var answer = response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
            sum = (sum.Received + (long)answer["received"]!, sum.Evaluated + (long)answer["evaluated"]!, sum.Duplicates + (long)answer["duplicates"]!);
        }

        return sum;
    }
}
