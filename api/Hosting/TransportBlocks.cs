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
    private const int MostKept = 256;

    private readonly ConcurrentBag<Block> _free = [];

    public override int MaxBufferSize => BlockBytes;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return _free.TryTake(out var block) ? block.Lend() : new Block(this).Lend();
    }

    /// <summary>Servers and connections dispose the pool that they were given; this one is everybody's.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        if (_free.Count < MostKept)
        {
            _free.Add(block);
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
