using System.Globalization;
using CsCheck;
using TrailWatch.Tables;
using Xunit;

namespace TrailWatch.Tests.Tables;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z")]
    [InlineData("2026-03-02t10:00:00z", "2026-03-02T10:00:00Z")]
    [InlineData("2026-03-02T10:00:00.123456789Z", "2026-03-02T10:00:00.1234567Z")]
    [InlineData("2026-03-02T10:00:00+02:00", "2026-03-02T08:00:00Z")]
    [InlineData("2026-03-02T10:00:00.5-05:30", "2026-03-02T15:30:00.5Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    public void Reads_RFC_3339(string text, string utc)
    {
        Assert.True(TimeText.TryReadRfc3339(text, out var time));
        Assert.Equal(utc, TimeText.Write(time));
        Assert.True(TimeText.TryReadCell(text, out var cell));
        Assert.Equal(time, cell);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02T00:00:00Z")]
    [InlineData("2026-03-02 10:11", "2026-03-02T10:11:00Z")]
    [InlineData("2026-03-02 10:11:12", "2026-03-02T10:11:12Z")]
    [InlineData("2026-03-02 10:11:12.5", "2026-03-02T10:11:12.5Z")]
    [InlineData("2026-03-02T10:11:12", "2026-03-02T10:11:12Z")]
    [InlineData("03/02/2026", "2026-03-02T00:00:00Z")]
    [InlineData("3/2/2026 9:05", "2026-03-02T09:05:00Z")]
    [InlineData("12/20/69", "1969-12-20T00:00:00Z")]
    [InlineData("12/20/68", "2068-12-20T00:00:00Z")]
    [InlineData("0", "1970-01-01T00:00:00Z")]
    [InlineData("1772445600", "2026-03-02T10:00:00Z")]
    [InlineData("1772445600.25", "2026-03-02T10:00:00.25Z")]
    public void Reads_what_Splunk_and_people_write_into_cells_as_UTC(string text, string utc)
    {
        Assert.True(TimeText.TryReadCell(text, out var time));
        Assert.Equal(utc, TimeText.Write(time));
        Assert.False(TimeText.TryReadRfc3339(text, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("never")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-02T25:00:00Z")]
    [InlineData("2026-03-02T10:00:00.Z")]
    [InlineData("2026-03-02T10:00:00")]
    [InlineData("2026-03-02T10:00:00+2")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    public void Refuses_what_is_no_RFC_3339_time(string text) => Assert.False(TimeText.TryReadRfc3339(text, out _));

    [Theory]
    [InlineData("20260302")]
    [InlineData("31/12/2026")]
    [InlineData("-5")]
    [InlineData("1e9")]
    [InlineData("253402300800")]
    [InlineData("1772445600000")]
    [InlineData("NaN")]
    public void Refuses_what_could_mean_another_time(string text) =>
        Assert.False(TimeText.TryReadCell(text, out _));

    [Fact]
    public void Reads_back_every_time_that_it_writes() =>
        Gen.Long[0, DateTime.MaxValue.Ticks].Sample(ticks =>
        {
            var time = new DateTimeOffset(ticks, TimeSpan.Zero);
            return TimeText.TryReadRfc3339(TimeText.Write(time), out var read) && read == time;
        });

    [Fact]
    public void Agrees_with_the_framework_on_RFC_3339() =>
        Gen.Select(Gen.Long[TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], Gen.Int[-14 * 60, 14 * 60])
            .Sample((ticks, offset) =>
            {
                var time = new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offset));
                return TimeText.TryReadRfc3339(time.ToString("O", CultureInfo.InvariantCulture), out var read) && read == time;
            });
}
