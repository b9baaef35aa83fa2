namespace TrailWatch.Replay;

/// <summary>
/// One temporary file, of this user's alone, for the pieces that do not fit into memory: where very many files overlap in time,
/// all of them are open at once. It is gone when it is closed, however the process ends on Unix, and empty whenever nobody needs it.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private FileStream? _file;
    private long _end;
    private int _users;

    /// <summary>Bytes that lie in it.</summary>
    public long Length => _end;

    /// <summary>Writes what is left of a run, and lets go of it.</summary>
    public SpilledRun Write(IRecordRun run)
    {
        _file ??= Create();
        var start = _end;
        _file.Position = start;
        Span<byte> header = stackalloc byte[SpilledRun.HeaderLength];
        for (; !run.IsAtEnd; run.Advance())
        {
            var content = run.Rejection is { } rejection ? SpilledRun.ToBytes(rejection) : run.Bytes;
            SpilledRun.WriteHeader(run, content.Length, header);
            _file.Write(header);
            _file.Write(content);
        }

        _file.Flush();
        _end = _file.Position;
        _users++;
        run.Dispose();
        return new SpilledRun(this, start, _end);
    }

    /// <summary>At least one byte.</summary>
    public int Read(long offset, Span<byte> target)
    {
        var read = RandomAccess.Read(_file!.SafeFileHandle, target, offset);
        return read > 0 ? read : throw new IOException("The temporary file was cut short.");
    }

    /// <summary>Another run is not needed any more.</summary>
    public void Release()
    {
        if (--_users == 0 && _file is { CanWrite: true })
        {
            _file.SetLength(0);
            _end = 0;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            BufferSize = BufferBytes,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"trailwatch-replay-{Guid.NewGuid():N}"), options);
    }
}
