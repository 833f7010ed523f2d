using Bitmagnet.Functions.FeedControl;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bitmagnet.Functions.Tests.FeedControl;

public sealed class FeedSwitchTests
{
    [Fact]
    public async Task PauseAndResume_OnARunningFeed_AreObeyedByTheNextTickAndRepeatable()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var feed = new FeedSwitch(harness.Get<FeedStore>(), TimeProvider.System, NullLogger<FeedSwitch>.Instance);

        var paused = await feed.PauseAsync(Token);
        var again = await feed.PauseAsync(Token);
        await harness.Feed.RunAsync(Token);
        var whilePaused = await harness.Ledger.CountAsync(Token);

        var resumed = await feed.ResumeAsync(Token);
        var resumedAgain = await feed.ResumeAsync(Token);
        await harness.Feed.RunAsync(Token);
        var afterwards = await harness.Ledger.CountAsync(Token);

        Assert.Equal((true, true), (paused.Paused, paused.Changed));
        Assert.Equal((paused.Since, false), (again.Since, again.Changed));
        Assert.Equal(0, whilePaused.Pending);
        Assert.Equal((false, true), (resumed.Paused, resumed.Changed));
        Assert.False(resumedAgain.Changed);
        Assert.Equal(1, afterwards.Pending);
    }

    [Fact]
    public async Task PauseAsync_WhileAFeedIsUnderWay_IsNotOverwrittenByIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var store = harness.Get<FeedStore>();
        await harness.Feed.RunAsync(Token);
        var underWay = await store.LoadAsync(Token);

        await new FeedSwitch(store, TimeProvider.System, NullLogger<FeedSwitch>.Instance).PauseAsync(Token);

        Assert.Null(await store.TrySaveAsync(underWay with { Backfill = new FeedCursor(null, "ff") }, Token));
        Assert.NotNull((await store.LoadAsync(Token)).PausedSince);
    }
}
