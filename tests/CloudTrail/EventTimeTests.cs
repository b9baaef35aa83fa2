using System.Text;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-03-02T10:00:00Z", "2026-03-02T10:00:00.000Z")]
    [InlineData("2026-03-02t10:00:00z", "2026-03-02T10:00:00.000Z")]
    [InlineData("2026-03-02T10:00:00.5Z", "2026-03-02T10:00:00.500Z")]
    [InlineData("2026-03-02T10:59:59.999999999Z", "2026-03-02T10:59:59.999Z")]
    [InlineData("2026-03-02T10:00:00.0012345678901234567890Z", "2026-03-02T10:00:00.001Z")]
    [InlineData("2026-03-02T10:00:00+11:00", "2026-03-01T23:00:00.000Z")]
    [InlineData("2026-03-02T10:00:00.25-00:30", "2026-03-02T10:30:00.250Z")]
    [InlineData("2022-02-08 09:23:37+11:00", "2022-02-07T22:23:37.000Z")]
    [InlineData("2025-01-21 17:49:47.000000000", "2025-01-21T17:49:47.000Z")]
    [InlineData("2025-01-21 17:49:47", "2025-01-21T17:49:47.000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("2026-03-02T23:59:59+23:59", "2026-03-02T00:00:59.000Z")]
    public void Reads_what_is_a_time(string text, string expected)
    {
        Assert.True(EventTime.TryParse(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(expected, DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("foo")]
    [InlineData("1690000000")]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-02T10:00Z")]
    [InlineData("2026-03-02T10:00:00")]
    [InlineData("2026-03-02T10:00:00.Z")]
    [InlineData("2026-03-02 10:00:00.")]
    [InlineData("2026-03-02T10:00:00Zz")]
    [InlineData("2026-03-02T10:00:00+11")]
    [InlineData("2026-03-02T10:00:00+1100")]
    [InlineData("2026-03-02T10:00:00+24:00")]
    [InlineData("2026-03-02T10:00:00+10:60")]
    [InlineData("2026-03-02T24:00:00Z")]
    [InlineData("2026-03-02T25:00:00Z")]
    [InlineData("2026-03-02T10:60:00Z")]
    [InlineData("2026-03-02T10:00:60Z")]
    [InlineData("2026-00-02T10:00:00Z")]
    [InlineData("2026-13-02T10:00:00Z")]
    [InlineData("2026-03-00T10:00:00Z")]
    [InlineData("2026-04-31T10:00:00Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("1970-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData(" 2026-03-02T10:00:00Z")]
    [InlineData("2026-03-02T10:00:00 Z")]
    [InlineData("2026/03/02T10:00:00Z")]
    [InlineData("+026-03-02T10:00:00Z")]
    [InlineData("20131102T010628Z")]
    [InlineData("Jul 10, 2023, 12:55:24 PM")]
    public void Refuses_what_is_none(string text) => Assert.False(EventTime.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
