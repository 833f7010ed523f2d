namespace Bitmagnet.Functions.Tests.Storage;

public sealed class WrittenTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(360, true)]
    [InlineData(361, false)]
    [InlineData(86_400, false)]
    public void IsAhead_OfAMinuteAtMost_EndsWithItAndIsNotBelievedBeyondIt(int seconds, bool expected) =>
        Assert.Equal(expected, WrittenTime.IsAhead(Now.AddSeconds(seconds), Now, TimeSpan.FromMinutes(1)));

    [Fact]
    public void IsAhead_OfNoTime_IsFalse() => Assert.False(WrittenTime.IsAhead(null, Now, TimeSpan.MaxValue / 2));

    [Theory]
    [InlineData(-86_400, false)]
    [InlineData(-60, false)]
    [InlineData(-59, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(86_400, false)]
    public void IsWithin_AMinute_IsNoFurtherInEitherDirection(int seconds, bool expected) =>
        Assert.Equal(expected, WrittenTime.IsWithin(Now.AddSeconds(seconds), Now, TimeSpan.FromMinutes(1)));

    [Theory]
    [InlineData(-86_400, false)]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void IsWrong_FurtherAheadThanClocksDiffer(int seconds, bool expected) => Assert.Equal(expected, WrittenTime.IsWrong(Now.AddSeconds(seconds), Now));
}
