using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;

namespace TrailWatch.CloudTrail;

/// <summary>Unpacks the wire form of a CloudWatch Logs subscription, base64 of gzip, within one allowance for the whole body.</summary>
internal sealed class AwsLogsData(int maxUnpackedBytes)
{
    private const int ChunkBytes = 1 << 14;

    private readonly int _limit = maxUnpackedBytes;
    private int _left = maxUnpackedBytes;

    /// <summary>More was asked of it than the limit.</summary>
    public bool IsSpent { get; private set; }

    public Fault? Unpack(ReadOnlySpan<byte> base64, out ReadOnlySpan<byte> unpacked)
    {
        unpacked = default;
        var packed = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, packed, out _, out var length) != OperationStatus.Done)
        {
            return Fault.BadBase64;
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed, 0, length), CompressionMode.Decompress);
            using var target = new MemoryStream();
            var chunk = new byte[ChunkBytes];
            int read;
            while ((read = gzip.Read(chunk)) > 0)
            {
                _left -= read;
                if (_left < 0)
                {
                    _left = 0;
                    IsSpent = true;
                    return Fault.UnpacksTooLarge(_limit);
                }

                target.Write(chunk, 0, read);
            }

            unpacked = target.GetBuffer().AsSpan(0, (int)target.Length);
            return unpacked.IsEmpty ? Fault.BadGzip : null;
        }
        catch (InvalidDataException)
        {
            return Fault.BadGzip;
        }
    }
}
