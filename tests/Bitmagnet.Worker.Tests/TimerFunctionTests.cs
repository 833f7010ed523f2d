using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Triggers;
using Bitmagnet.Worker.Tests.Fixtures;
using Bitmagnet.Worker.Tests.Hosting;

namespace Bitmagnet.Worker.Tests;

/// <summary>Each timer, run once by the host, does its work.</summary>
[Collection(nameof(RunningWorker))]
public sealed class TimerFunctionTests(RunningWorker worker)
{
    [Fact]
    public async Task FeedEnrichment_ATorrentWithoutContent_IsFedUnlessTheFeedIsPaused()
    {
        await PostAsync("enrichment/pause");
        try
        {
            await TickAsync(); // behind the feed at start, which may still run and know of no pause
            await worker.Jobs.ClearAsync();
            var hash = await worker.System.AddTorrentAsync("Heat.1995.1080p.BluRay.x264-GRP");
            await worker.System.ExecuteAsync($"UPDATE torrent_contents SET updated_at = now() WHERE info_hash = decode('{hash}', 'hex')"); // newer than any earlier tick

            await TickAsync();
            Assert.Empty(await worker.Jobs.TextsAsync());

            await PostAsync("enrichment/resume");
            await TickAsync();
            Assert.Contains(await worker.Jobs.TextsAsync(), text => text.Contains(hash, StringComparison.Ordinal));
        }
        finally
        {
            await PostAsync("enrichment/resume"); // the other tests' feed
        }

        Task TickAsync() => worker.Host.Tick(nameof(FeedEnrichment)).SucceedsAsync(worker.Host);
    }

    [Fact]
    public async Task SweepStaleJobs_AJobWhoseMessageIsLost_IsSentAgain()
    {
        await worker.Jobs.ClearAsync();
        var hash = InfoHash.Parse(new string('c', 40));
        var twoHoursAgo = DateTimeOffset.UtcNow.AddHours(-2);
        await worker.System.Ledger.SaveAsync([new() { Id = "lost", Status = JobStatus.Pending, InfoHashes = [hash], CreatedAt = twoHoursAgo, UpdatedAt = twoHoursAgo }], Token);

        await worker.Host.Tick(nameof(SweepStaleJobs)).SucceedsAsync(worker.Host);

        Assert.Contains(await worker.Jobs.TextsAsync(), text => text.Contains("\"lost\"", StringComparison.Ordinal) && text.Contains(hash.Hex, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SweepStaleJobs_AStaleJobOfBitmagnet_IsReleased()
    {
        await worker.System.ExecuteAsync(
            """
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, retries, max_retries, run_after, ran_at, error, archival_duration, created_at)
            VALUES ('stale', 'process_torrent', 'retry', '{"InfoHashes":["dddddddddddddddddddddddddddddddddddddddd"]}', 0, 2, now() - interval '2 hours',
                    now() - interval '2 hours', 'missing 1 info hashes', '168:00:00', now() - interval '1 day')
            """);

        await worker.Host.Tick(nameof(SweepStaleJobs)).SucceedsAsync(worker.Host);

        Assert.Equal("pending", Assert.Single(await worker.System.RowsAsync("SELECT status FROM queue_jobs WHERE fingerprint = 'stale'")));
    }

    [Fact]
    public async Task RecordQueueHealth_ATick_RecordsASnapshot()
    {
        var table = new TableClient(worker.System.StorageConnection, StorageNames.HealthTable);
        await table.CreateIfNotExistsAsync(Token);
        foreach (var old in await RowsAsync(table))
        {
            await table.DeleteEntityAsync(old, cancellationToken: Token);
        }

        await worker.Host.Tick(nameof(RecordQueueHealth)).SucceedsAsync(worker.Host);

        Assert.NotEmpty(await RowsAsync(table));
    }

    private static async Task<IReadOnlyList<TableEntity>> RowsAsync(TableClient table) => await table.QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);

    private async Task PostAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        var (answer, _, result) = await worker.Http.SendAsync(request);
        answer.Dispose();
        Results.Succeeded(result, worker.Host);
    }
}
