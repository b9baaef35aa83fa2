using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrailWatch.Bench.Load;

/// <summary>
/// One kept connection that posts bodies: a socket, a buffer and no HTTP library, so that the client takes little of the machine that it shares
/// with what it measures.
/// </summary>
internal sealed class LoadConnection(Target target) : IDisposable
{
    private const int SendBytes = 128 * 1024;
    private const int FirstReceiveBytes = 64 * 1024;
    private readonly byte[] _out = new byte[SendBytes];
    private byte[] _in = new byte[FirstReceiveBytes];
    private Socket? _socket;

    /// <summary>Posts records, made as they are sent.</summary>
    public async Task<Answer> PostAsync(Body body, CancellationToken cancellation)
    {
        await ConnectAsync(cancellation);
        var head = Head(body.Length, gzip: false);
        for (var at = 0; at < body.Records; head = 0)
        {
            await SendAsync(_out.AsMemory(0, head + body.Write(_out.AsSpan(head), ref at)), cancellation);
        }

        return Checked(await ReceiveAsync(cancellation), body.Records);
    }

    /// <summary>Posts a body with gzip.</summary>
    public async Task<Answer> PostAsync(PackedBody body, CancellationToken cancellation)
    {
        await ConnectAsync(cancellation);
        await SendAsync(_out.AsMemory(0, Head(body.Bytes.Length, gzip: true)), cancellation);
        await SendAsync(body.Bytes, cancellation);
        return Checked(await ReceiveAsync(cancellation), body.Records);
    }

    public void Dispose() => _socket?.Dispose();

    private async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Address.Port), cancellation);
        }
    }

    private int Head(int length, bool gzip) => Encoding.ASCII.GetBytes(
        $"POST {target.Path} HTTP/1.1\r\nHost: {target.Address.Authority}\r\nContent-Type: application/json\r\n{(gzip ? "Content-Encoding: gzip\r\n" : "")}Content-Length: {length}\r\n\r\n", _out);

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket!.SendAsync(bytes, cancellation)..];
        }
    }

    private async ValueTask<Answer> ReceiveAsync(CancellationToken cancellation)
    {
        for (var length = 0; ;)
        {
            if (length == _in.Length)
            {
                Array.Resize(ref _in, 2 * length);
            }

            var read = await _socket!.ReceiveAsync(_in.AsMemory(length), cancellation);
            length += read;
            if (TryAnswer(_in.AsSpan(0, length), out var answer))
            {
                return answer;
            }

            if (read == 0)
            {
                throw new IOException("The connection was closed before the answer: " + Encoding.UTF8.GetString(_in, 0, length));
            }
        }
    }

    // A body is as long as Content-Length says, or ends with the empty chunk; in JSON there is no line end that could be taken for that.
    private static bool TryAnswer(ReadOnlySpan<byte> received, out Answer answer)
    {
        answer = default;
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !Utf8Parser.TryParse(received["HTTP/1.1 ".Length..], out int status, out _))
        {
            return false;
        }

        var body = received[(end + 4)..];
        var at = received[..end].IndexOf("Content-Length: "u8);
        var isWhole = at >= 0
            ? Utf8Parser.TryParse(received[(at + "Content-Length: ".Length)..], out int length, out _) && body.Length >= length
            : body.EndsWith("0\r\n\r\n"u8);
        if (isWhole && status != 200)
        {
            throw new InvalidOperationException("The service answered " + Encoding.UTF8.GetString(received));
        }

        if (isWhole)
        {
            answer = Answer.Read(body);
        }

        return isWhole;
    }

    private Answer Checked(Answer answer, int sent) => !target.IsChecked || answer.IsWhole(sent)
        ? answer
        : throw new InvalidOperationException($"Of {sent} records that nobody had sent before, the service says {answer}.");
}
