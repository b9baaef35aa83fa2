using System.Buffers.Text;

namespace TrailWatch.Bench.Load;

/// <summary>What <c>POST /v1/events</c> answered, as far as the client looks at it: the numbers at its start, and how many findings follow.</summary>
internal readonly record struct Answer(long Received, long Evaluated, long Duplicates, long Skipped, long Late, int Findings)
{
    public static Answer Read(ReadOnlySpan<byte> body) => new(
        Number(body, "\"received\":"u8),
        Number(body, "\"evaluated\":"u8),
        Number(body, "\"duplicates\":"u8),
        Number(body, "\"skipped\":"u8),
        Number(body, "\"late\":"u8),
        body.Count("\"revision\":"u8));

    /// <summary>Whether every record is accounted for and none was known or refused: the load sends each once, and all of them are good.</summary>
    public bool IsWhole(int sent) => Received == sent && Duplicates == 0 && Evaluated + Skipped + Late == sent;

    private static long Number(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var at = body.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(body[(at + name.Length)..], out long number, out _) ? number : 0;
    }
}
