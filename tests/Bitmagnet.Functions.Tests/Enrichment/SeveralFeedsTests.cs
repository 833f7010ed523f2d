using Azure.Core;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Feeds of several instances at the same moment: a torrent is fed by one of them, and none is lost with it.</summary>
public sealed class SeveralFeedsTests
{
    private const int Torrents = 3;

    [Fact]
    public async Task Feed_WhileAnotherInstanceSends_FeedsNothing()
    {
        await using var harness = await StartAsync();
        var held = new HeldRequest(IsMessage);
        await using var other = harness.StartAnother(services => services.AddSingleton(provider => held.Queues(provider)));
        var sending = other.GetRequiredService<EnrichmentFeed>().RunAsync(Token);
        await held.Reached;

        await harness.Feed.RunAsync(Token);
        held.Release();
        await sending;

        Assert.Equal(Torrents, await harness.DrainQueueAsync());
    }

    [Fact]
    public async Task Feed_ThatReadWhileAnotherInstanceFed_FeedsNothing()
    {
        await using var harness = await StartAsync();
        var held = new HeldRequest(request => request.Method != RequestMethod.Get && IsOf(request, "FeedCursors"));
        await using var other = harness.StartAnother(services => services.AddSingleton(provider => held.Tables(provider)));
        var reading = other.GetRequiredService<EnrichmentFeed>().RunAsync(Token);
        await held.Reached;

        await harness.Feed.RunAsync(Token);
        held.Release();
        await reading;

        Assert.Equal(Torrents, await harness.DrainQueueAsync());
    }

    [Fact]
    public async Task Feed_AfterAnotherInstanceWasKilledWhileItSent_FeedsWithinAMinute()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await StartAsync(time);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var held = new HeldRequest(IsMessage);
        await using var other = harness.StartAnother(services => services.AddSingleton<TimeProvider>(time).AddSingleton(provider => held.Queues(provider)));
        var sending = other.GetRequiredService<EnrichmentFeed>().RunAsync(kill.Token);
        await held.Reached;
        await kill.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        var sent = await harness.DrainQueueAsync();
        Assert.InRange(sent, 0, Torrents - 1);

        await harness.Feed.RunAsync(Token);
        Assert.Equal(0, await harness.DrainQueueAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        await harness.Feed.RunAsync(Token);

        Assert.Equal(Torrents, await harness.DrainQueueAsync());
    }

    [Fact]
    public async Task Feed_AClaimOfAnInstanceWhoseClockIsWrong_HoldsItBackNoLonger()
    {
        await using var harness = await StartAsync();
        await harness.Get<FeedStore>().ChangeAsync(state => state with { ClaimedUntil = TimeProvider.System.GetUtcNow().AddDays(1) }, Token);

        await harness.Feed.RunAsync(Token);

        Assert.Equal(Torrents, await harness.DrainQueueAsync());
    }

    [Fact]
    public async Task Feed_PausedWhileItSends_IsPausedAndHoldsBackNoLaterOne()
    {
        await using var harness = await StartAsync();
        var store = harness.Get<FeedStore>();
        var held = new HeldRequest(IsMessage);
        await using var other = harness.StartAnother(services => services.AddSingleton(provider => held.Queues(provider)));
        var sending = other.GetRequiredService<EnrichmentFeed>().RunAsync(Token);
        await held.Reached;

        await store.ChangeAsync(state => state with { PausedSince = DateTimeOffset.UnixEpoch }, Token);
        held.Release();
        await sending;

        var state = await store.LoadAsync(Token);
        Assert.Equal((DateTimeOffset.UnixEpoch, null), (state.PausedSince, state.ClaimedUntil));
    }

    private static async Task<EnrichmentHarness> StartAsync(TimeProvider? time = null)
    {
        var harness = await EnrichmentHarness.StartAsync(time ?? TimeProvider.System, IndexSchema.Newest, ("ENRICHMENT_BATCH_SIZE", "1"));
        for (var number = 0; number < Torrents; number++)
        {
            await harness.AddTorrentAsync($"Zzyzx Qwxvbn {number} 2011");
        }

        return harness;
    }

    private static bool IsMessage(Request request) => request.Method == RequestMethod.Post && IsOf(request, "tmdb-enrichment");

    private static bool IsOf(Request request, string name) => request.Uri.Path.Contains(name, StringComparison.Ordinal);
}
