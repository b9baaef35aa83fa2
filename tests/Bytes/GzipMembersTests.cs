using System.IO.Compression;
using CsCheck;
using TrailWatch.Bytes;
using Xunit;

namespace TrailWatch.Tests.Bytes;

public sealed class GzipMembersTests
{
    private static readonly Gen<byte[]> Data = Gen.Frequency(
        (3, Gen.Byte.Array[0, 300]),
        (1, Gen.Byte[0, 3].Array[0, 60_000]),
        (1, Gen.Int[0, 200_000].Select(n => new byte[n])));

    internal static byte[] Zip(ReadOnlySpan<byte> data, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, level, leaveOpen: true))
        {
            gzip.Write(data);
        }

        // .NET writes nothing at all for nothing.
        return memory.Length > 0 ? memory.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Unzip(byte[] gzip, long limit = long.MaxValue)
    {
        using var output = new PooledBytes(16);
        Assert.True(GzipMembers.TryInflate(gzip, output, limit));
        return output.Memory.ToArray();
    }

    [Fact]
    public void Any_members_in_a_row_give_back_their_data() =>
        Data.Array[1, 6].Sample(
            parts => Unzip([.. parts.SelectMany(p => Zip(p))]).AsSpan().SequenceEqual(parts.SelectMany(p => p).ToArray()),
            iter: 300);

    [Fact]
    public void A_body_cut_anywhere_is_refused() =>
        Gen.Select(Data, Data, Gen.Double.Unit).Sample(
            (a, b, cut) =>
            {
                byte[] whole = [.. Zip(a), .. Zip(b)];
                var first = Zip(a).Length;
                var length = (int)(cut * whole.Length);
                if (length == first)
                {
                    return;
                }

                Assert.Throws<InvalidDataException>(() => Unzip(whole[..length]));
            },
            iter: 500);

    [Fact]
    public void One_wrong_byte_never_gives_other_data() =>
        Gen.Select(Data, Gen.Double.Unit, Gen.Byte[1, 255]).Sample(
            (data, where, change) =>
            {
                var gzip = Zip(data);
                gzip[(int)(where * gzip.Length)] ^= change;
                try
                {
                    // The time stamp and the like may be anything.
                    Assert.Equal(data, Unzip(gzip));
                }
                catch (InvalidDataException)
                {
                }
            },
            iter: 500);

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x1F, 0x8B })]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0xFF, 0, 0, 0, 0, 0, 3, 3, 0 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, 65, 66 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 255, 255, 1 })]
    public void What_is_no_gzip_is_refused(byte[] bytes) => Assert.Throws<InvalidDataException>(() => Unzip(bytes));

    [Fact]
    public void Anything_behind_the_last_member_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => Unzip([.. Zip("a"u8), 0]));
        Assert.Throws<InvalidDataException>(() => Unzip([.. Zip("a"u8), .. "{}"u8]));
    }

    [Fact]
    public void A_header_with_every_optional_part_is_read()
    {
        var plain = Zip("data"u8);
        byte[] decorated = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, .. plain[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8, 9, 9, .. plain[10..]];
        Assert.Equal("data"u8, Unzip(decorated));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(999, false)]
    public void The_limit_is_on_what_comes_out(long limit, bool fits)
    {
        using var output = new PooledBytes(16);
        Assert.Equal(fits, GzipMembers.TryInflate(Zip(new byte[1000]), output, limit));
    }

    [Fact]
    public void A_bomb_stops_at_the_limit()
    {
        using var output = new PooledBytes(16);
        Assert.False(GzipMembers.TryInflate(Zip(new byte[50_000_000]), output, 1_000_000));
        Assert.InRange(output.Length, 1_000_001, 4_000_000);
    }

    [Fact]
    public void Too_many_members_are_refused()
    {
        var one = Zip([]);
        var many = new byte[one.Length * 65_537];
        for (var at = 0; at < many.Length; at += one.Length)
        {
            one.CopyTo(many, at);
        }

        Assert.Throws<InvalidDataException>(() => Unzip(many));
        Assert.Empty(Unzip(many[..(one.Length * 100)]));
    }
}
