using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TrailWatch.Bench;

/// <summary>
/// CloudTrail as an organisation's trail writes it, the same for the same seed: actors by Zipf, of whom each other one is a person with MFA and
/// the rest are machines' roles; each keeps to some calls of its own, 70 % of them reads; one call in fifty is refused.
/// Time advances with each record, so the batches of a run lie in order of event time.
/// </summary>
internal sealed class CloudTrailGenerator
{
    private const int OwnReads = 12;
    private const int OwnWrites = 5;
    private const double ReadShare = 0.7;
    private const double ErrorShare = 0.02;
    private static readonly JsonWriterOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Regions = ["eu-west-1", "eu-west-1", "eu-west-1", "us-east-1", "us-east-1", "eu-central-1"];

    private readonly Random _random;
    private readonly Zipf _actors, _reads, _writes;
    private readonly GeneratedCalls _calls;
    private readonly GeneratedActor[] _people;
    private readonly TimeSpan _step;

    /// <param name="seed">The same one gives the same bytes.</param>
    /// <param name="actors">How many act; those with low numbers act most.</param>
    /// <param name="names">How many names of calls there are.</param>
    /// <param name="eventsPerSecond">Of event time.</param>
    /// <param name="start">The first event's time; 2026-03-02T10:00:00Z where none is given.</param>
    public CloudTrailGenerator(int seed, int actors = 2_000, int names = 300, double eventsPerSecond = 100, DateTimeOffset? start = null)
    {
        _random = new Random(seed);
        _calls = new GeneratedCalls(names);
        (_actors, _reads, _writes) = (new(actors), new(OwnReads), new(OwnWrites));
        _people = [.. Enumerable.Range(0, actors).Select(i => new GeneratedActor(i))];
        _step = TimeSpan.FromSeconds(1 / eventsPerSecond);
        Now = start ?? new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    }

    /// <summary>The next record's time.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The people's user names, for <c>PUT /v1/identities</c>.</summary>
    public IEnumerable<string> UserNames => _people.Where(p => !p.IsRole).Select(p => p.Name);

    /// <summary>The machines' role names, for <c>PUT /v1/service-accounts</c>.</summary>
    public IEnumerable<string> RoleNames => _people.Where(p => p.IsRole).Select(p => p.Name);

    /// <summary>The next records as <c>{"Records":[...]}</c>.</summary>
    public byte[] Batch(int records)
    {
        var batch = new ArrayBufferWriter<byte>(records * 1_700);
        batch.Write("{\"Records\":["u8);
        for (var i = 0; i < records; i++, Now += _step)
        {
            if (i > 0)
            {
                batch.Write(","u8);
            }

            WriteRecord(batch, Now);
        }

        batch.Write("]}"u8);
        return batch.WrittenSpan.ToArray();
    }

    /// <summary>One record of that time, whoever's it is.</summary>
    public void WriteRecord(IBufferWriter<byte> to, DateTimeOffset time)
    {
        var actor = _people[_actors.Next(_random)];
        var reads = _random.NextDouble() < ReadShare;
        var call = reads ? _calls.Read(actor.Number, _reads.Next(_random)) : _calls.Write(actor.Number, _writes.Next(_random));
        var region = Regions[actor.Number % Regions.Length];
        using var json = new Utf8JsonWriter(to, Raw);
        json.WriteStartObject();
        json.WriteString("eventVersion", "1.11");
        actor.WriteIdentity(json, time, _random);
        json.WriteString("eventTime", time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteString("eventSource", call.Source);
        json.WriteString("eventName", call.Name);
        json.WriteString("awsRegion", region);
        json.WriteString("sourceIPAddress", actor.Address);
        json.WriteString("userAgent", actor.UserAgent);
        var failed = _random.NextDouble() < ErrorShare;
        if (failed)
        {
            json.WriteString("errorCode", "AccessDenied");
            json.WriteString("errorMessage", $"User: {actor.Arn} is not authorized to perform: {call.Name} because no identity-based policy allows the action");
        }

        call.WriteParameters(json, _random, region);
        if (reads || failed)
        {
            json.WriteNull("responseElements");
        }
        else
        {
            call.WriteResponse(json, _random, region);
        }

        WriteTail(json, call, reads, region);
    }

    private void WriteTail(Utf8JsonWriter json, GeneratedCall call, bool reads, string region)
    {
        json.WriteString("requestID", NewId());
        json.WriteString("eventID", NewId());
        json.WriteBoolean("readOnly", reads);
        call.WriteResources(json, _random, region);
        json.WriteString("eventType", "AwsApiCall");
        json.WriteBoolean("managementEvent", true);
        json.WriteString("recipientAccountId", GeneratedActor.Account);
        json.WriteString("eventCategory", "Management");
        json.WriteStartObject("tlsDetails");
        json.WriteString("tlsVersion", "TLSv1.3");
        json.WriteString("cipherSuite", "TLS_AES_128_GCM_SHA256");
        json.WriteString("clientProvidedHostHeader", $"{call.Source.AsSpan(0, call.Source.IndexOf('.', StringComparison.Ordinal))}.{region}.amazonaws.com");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
