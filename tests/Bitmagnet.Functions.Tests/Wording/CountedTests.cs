using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Tests.Wording;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 torrents")]
    [InlineData(1, "1 torrent")]
    [InlineData(2, "2 torrents")]
    [InlineData(21, "21 torrents")]
    [InlineData(5_000, "5,000 torrents")]
    public void Of_ANumberAndANoun_InflectsTheNoun(long number, string expected) => Assert.Equal(expected, Counted.Of(number, "torrent"));

    [Theory]
    [InlineData(0, "0 messages wait")]
    [InlineData(1, "1 message waits")]
    [InlineData(1_001, "1,001 messages wait")]
    public void Of_BothForms_TakesTheOneOfTheNumber(long number, string expected) => Assert.Equal(expected, Counted.Of(number, "message waits", "messages wait"));
}
