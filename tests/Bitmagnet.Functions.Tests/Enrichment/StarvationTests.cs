namespace Bitmagnet.Functions.Tests.Enrichment;

public sealed class StarvationTests
{
    private const int Window = 8;

    [Fact]
    public async Task Feed_WithEveryTorrentOfTheIndexInWorkAndDue_EnrichesANewOneInItsFirstTick()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("ENRICHMENT_BATCH_SIZE", "1"), ("ENRICHMENT_WINDOW", $"{Window}"));
        await harness.Feed.RunAsync(Token); // the cursor of new rows starts
        for (var number = 0; number < 200; number++)
        {
            var torrent = await harness.AddTorrentAsync($"Some Film {number} (1999)");
            await harness.PutInWorkAsync(torrent);
            await harness.Ledger.SaveAsync([Retry(harness, torrent, time.GetUtcNow())], Token);
        }

        for (var tick = 0; tick < 4; tick++)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            await harness.Feed.RunAsync(Token);
            Assert.Equal(Window - 1, await harness.DrainQueueAsync()); // retries leave one place
        }

        var added = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await using (var command = harness.Database.CreateCommand("UPDATE torrent_contents SET updated_at = $1 WHERE info_hash = $2"))
        {
            command.Parameters.AddWithValue(time.GetUtcNow());
            command.Parameters.AddWithValue(added.ToBytes());
            await command.ExecuteNonQueryAsync(Token);
        }

        time.Advance(TimeSpan.FromSeconds(15));
        await harness.Feed.RunAsync(Token);
        await harness.DrainQueueAsync();

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(added));
    }

    [Fact]
    public async Task Feed_RowsThatBitmagnetHasInWork_AreNotFedBeforeItIsDone()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("ENRICHMENT_REPEAT_AFTER", "0"));
        var inWork = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var free = await harness.AddTorrentAsync("Inception.2010.2160p.WEB-DL.DDP5.1-NTb");
        await harness.PutInWorkAsync(inWork);

        await harness.Feed.RunAsync(Token);
        await harness.DrainQueueAsync();
        var counts = await harness.Ledger.CountAsync(Token);

        Assert.Equal((0, 0), (counts.Pending, counts.Retry));
        Assert.Equal(["movie:tmdb:27205"], await harness.RowsAsync(free));
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(inWork));

        // bitmagnet ends its job without writing: no row is new, yet the torrent is fed again.
        await using (var command = harness.Database.CreateCommand("UPDATE queue_jobs SET status = 'failed'"))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        time.Advance(TimeSpan.FromMinutes(61));
        await harness.Feed.RunAsync(Token);
        await harness.DrainQueueAsync();

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(inWork));
        Assert.False((await harness.Get<FeedStore>().LoadAsync(Token)).PassedOver);
    }

    private static JobRecord Retry(EnrichmentHarness harness, InfoHash infoHash, DateTimeOffset at) => new()
    {
        Id = harness.Ledger.NewId([]),
        Status = JobStatus.Retry,
        InfoHashes = [infoHash],
        Reason = JobReasons.InWork,
        RunAfter = at,
        CreatedAt = at,
        UpdatedAt = at,
    };
}
