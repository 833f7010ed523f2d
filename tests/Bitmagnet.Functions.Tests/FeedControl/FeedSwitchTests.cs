using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tests.Enrichment;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bitmagnet.Functions.Tests.FeedControl;

public sealed class FeedSwitchTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Fact]
    public async Task PauseAndResume_OnARunningFeed_AreObeyedByTheNextTickAndRepeatable()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var feed = new FeedSwitch(harness.Get<FeedStore>(), TimeProvider.System, NullLogger<FeedSwitch>.Instance);

        var paused = await feed.PauseAsync(None);
        var again = await feed.PauseAsync(None);
        await harness.Feed.RunAsync(None);
        var whilePaused = await harness.Ledger.CountAsync(None);

        var resumed = await feed.ResumeAsync(None);
        var resumedAgain = await feed.ResumeAsync(None);
        await harness.Feed.RunAsync(None);
        var afterwards = await harness.Ledger.CountAsync(None);

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
        await harness.Feed.RunAsync(None);
        var underWay = await store.LoadAsync(None);

        await new FeedSwitch(store, TimeProvider.System, NullLogger<FeedSwitch>.Instance).PauseAsync(None);

        Assert.False(await store.TrySaveAsync(underWay with { Backfill = new FeedCursor(null, "ff") }, None));
        Assert.NotNull((await store.LoadAsync(None)).PausedSince);
    }
}
