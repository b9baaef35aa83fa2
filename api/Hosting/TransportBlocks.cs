using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace TrailWatch.Hosting;

/// <summary>
/// Gives Kestrel large blocks to receive into. Bodies are megabytes here, and with Kestrel's own blocks of 4 KB each of them takes
/// hundreds of calls of the system.
/// </summary>
internal sealed class TransportBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 64 << 10;

    /// <summary>Blocks that are kept for the next who needs one; what is over that is left to the collector.</summary>
    internal const int MostKept = 256;

    private readonly ConcurrentQueue<Block> _free = new();
    private int _kept;

    /// <summary>Blocks that wait for the next who needs one.</summary>
    internal int Kept => _kept;

    public override int MaxBufferSize => BlockBytes;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (!_free.TryDequeue(out var block))
        {
            return new Block(this).Lend();
        }

        Interlocked.Decrement(ref _kept);
        return block.Lend();
    }

    /// <summary>Servers and connections dispose the pool that they were given; this one is everybody's.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        // Counted by hand: the queue would look at all of itself each time.
        if (Interlocked.Increment(ref _kept) <= MostKept)
        {
            _free.Enqueue(block);
        }
        else
        {
            Interlocked.Decrement(ref _kept);
        }
    }

    private sealed class Block(TransportBlocks pool) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);
        private int _isLent;

        public Memory<byte> Memory => _bytes;

        public Block Lend()
        {
            _isLent = 1;
            return this;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLent, 0) == 1)
            {
                pool.Return(this);
            }
        }
    }
}
