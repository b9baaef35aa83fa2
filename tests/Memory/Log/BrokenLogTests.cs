using TrailWatch.Memory.Log;
using Xunit;

namespace TrailWatch.Tests.Memory.Log;

public sealed class BrokenLogTests
{
    public static TheoryData<byte[]> Broken =>
    [
        new byte[] { 9 },
        new byte[] { BlockWriter.Kind },
        new byte[] { Snapshot.Kind, 0, 0, 0 },
        new byte[] { BlockWriter.Kind, 5 },
        new byte[] { BlockWriter.Kind, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 },
    ];

    [Theory, MemberData(nameof(Broken))]
    public void Bytes_that_are_no_log_are_said_to_be_none(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => MemoryLog.Read("arn:aws:iam::111122223333:user/alice", bytes, 1));
}
