using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Settings;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("25ms", 25)]
    [InlineData("1s", 1_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("01:30:00", 5_400_000)]
    [InlineData("00:10", 600_000)]
    [InlineData("24:00:00", 86_400_000)]
    [InlineData("168:00:00", 604_800_000)]
    [InlineData("1.02:00:00", 93_600_000)]
    [InlineData(".5s", 500)]
    [InlineData("+5s", 5_000)]
    [InlineData("0", 0)]
    public void TryParse_ADuration_IsRead(string text, double milliseconds)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("25")]
    [InlineData("00:60:00")]
    [InlineData("1:2:3:4")]
    [InlineData("ms")]
    [InlineData("-1s")]
    [InlineData("1 hour")]
    [InlineData("99999999999999999999h")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(GoDuration.TryParse(text, out _));
}
