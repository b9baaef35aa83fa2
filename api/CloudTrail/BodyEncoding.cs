using System.Text;

namespace TrailWatch.CloudTrail;

/// <summary>UTF-8 out of what arrives with a byte order mark: PowerShell's redirect writes UTF-16.</summary>
internal static class BodyEncoding
{
    public static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> body) =>
        body.StartsWith("\uFEFF"u8) ? body[3..]
        : body is [0xFF, 0xFE, ..] ? Transcode(body[2..], Encoding.Unicode)
        : body is [0xFE, 0xFF, ..] ? Transcode(body[2..], Encoding.BigEndianUnicode)
        : body;

    // A torn last character becomes U+FFFD, which is no JSON, so the reader tells of it as of any text cut short.
    private static byte[] Transcode(ReadOnlySpan<byte> body, Encoding encoding) => Encoding.UTF8.GetBytes(encoding.GetString(body));
}
