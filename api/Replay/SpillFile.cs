using Microsoft.Win32.SafeHandles;

namespace TrailWatch.Replay;

/// <summary>
/// One temporary file, of this user's alone, for the pieces that do not fit into memory: where very many files overlap in time,
/// all of them are open at once. It is gone when it is closed, however the process ends on Unix, and empty whenever nobody needs it.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private FileStream? _file;
    private long _end;
    private int _users;

    /// <summary>Bytes that lie in it.</summary>
    public long Length => _end;

    public Spill Write(ReadOnlySpan<byte> text, ReadOnlySpan<byte> unwrapped)
    {
        _file ??= Create();
        var spill = new Spill(this, _end, _end + text.Length);
        RandomAccess.Write(_file.SafeFileHandle, text, _end);
        RandomAccess.Write(_file.SafeFileHandle, unwrapped, _end + text.Length);
        _end += text.Length + unwrapped.Length;
        _users++;
        return spill;
    }

    public void Dispose() => _file?.Dispose();

    internal void Read(long offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(Handle, target, offset);
            if (read == 0)
            {
                throw new IOException("The temporary file was cut short.");
            }

            target = target[read..];
            offset += read;
        }
    }

    internal void Release()
    {
        if (--_users == 0 && _file is { CanWrite: true })
        {
            RandomAccess.SetLength(Handle, 0);
            _end = 0;
        }
    }

    private SafeFileHandle Handle => _file!.SafeFileHandle;

    private static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"trailwatch-replay-{Guid.NewGuid():N}"), options);
    }
}

/// <summary>Where one piece's bytes lie in the spill file.</summary>
internal sealed class Spill(SpillFile file, long text, long unwrapped) : IDisposable
{
    public void Read(int start, bool fromUnwrapped, Span<byte> target) => file.Read((fromUnwrapped ? unwrapped : text) + start, target);

    public void Dispose() => file.Release();
}
