using Bitmagnet.LocalHost.Queues;

namespace Bitmagnet.LocalHost.Tests.Queues;

public sealed class PollingBackoffTests
{
    [Fact]
    public void Next_EmptyAgainAndAgain_GrowsToTheLongestAndStaysThere()
    {
        var backoff = new PollingBackoff(TimeSpan.FromSeconds(10), new Random(1));

        var pauses = Enumerable.Range(0, 100).Select(_ => backoff.Next()).ToList();

        Assert.Equal(TimeSpan.FromMilliseconds(100), pauses[0]);
        Assert.InRange(pauses[1].TotalMilliseconds, 180, 220);
        Assert.InRange(pauses[2].TotalMilliseconds, 340, 460);
        Assert.Equal(pauses.Order(), pauses);
        Assert.All(pauses[10..], pause => Assert.Equal(TimeSpan.FromSeconds(10), pause));
    }

    [Fact]
    public void Next_AfterReset_StartsAgain()
    {
        var backoff = new PollingBackoff(TimeSpan.FromMinutes(1), new Random(1));
        backoff.Next();
        backoff.Next();

        backoff.Reset();

        Assert.Equal(TimeSpan.FromMilliseconds(100), backoff.Next());
    }
}
