using Azure.Storage.Queues;
using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Tests.Enrichment;

public sealed class OutageTests
{
    private const int BatchSize = 10;
    private const int Window = 8;
    private const int Fed = Window - 1; // an eighth is kept for rows that are new
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(FaultKind.Maintenance)]
    [InlineData(FaultKind.CdnBlock)]
    [InlineData(FaultKind.BadKey)]
    public async Task FeedAndRun_TwoHoursOfOutageOverAFullWindow_PoisonNothingCountNoAttemptAndLoseNoTorrent(FaultKind fault)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(
            time, IndexSchema.Newest, ("ENRICHMENT_BATCH_SIZE", $"{BatchSize}"), ("ENRICHMENT_WINDOW", $"{Window}"), ("TMDB_RETRIES", "0"));
        var films = TitleCatalogue.Titles.Where(title => title is { Kind: CatalogueKind.Movie, Adult: false }).DistinctBy(title => title.Title).Take(2 * Window * BatchSize).ToList();
        var torrents = new List<InfoHash>();
        foreach (var film in films)
        {
            torrents.Add(await harness.AddTorrentAsync($"{film.Title} ({film.Year}) 1080p BluRay x264-GRP"));
        }

        await harness.Feed.RunAsync(Token);
        Assert.Equal(Fed, (await harness.Ledger.CountAsync(Token)).Pending);
        harness.Simulator.Fail(new FaultOrder(fault));

        var probes = new List<DateTimeOffset>();
        for (var end = time.GetUtcNow().AddHours(2); time.GetUtcNow() < end; time.Advance(Tick))
        {
            var before = Probes(harness);
            await harness.Feed.RunAsync(Token);
            await harness.DrainQueueAsync();
            Assert.InRange(Probes(harness) - before, 0, 1);
            if (Probes(harness) > before)
            {
                probes.Add(time.GetUtcNow());
            }
        }

        Assert.InRange(probes.Count, 150, 480);
        Assert.All(probes.Zip(probes.Skip(1), (first, second) => second - first), pause => Assert.True(pause >= ShortestPause));
        var waiting = await AllJobsAsync(harness, JobStatus.Retry);
        Assert.Equal(Fed, waiting.Count);
        Assert.All(waiting, job => Assert.Equal(0, job.Attempts));
        Assert.Equal(Fed * BatchSize, waiting.SelectMany(job => job.InfoHashes).Distinct().Count());
        Assert.Empty(await AllJobsAsync(harness, JobStatus.Failed));
        Assert.False(await harness.Get<QueueServiceClient>().GetQueueClient(StorageNames.PoisonQueue).ExistsAsync(Token));

        // All waiting work is due with the first tick that finds TMDB back.
        harness.Simulator.Heal();
        time.Advance(TimeSpan.FromSeconds(34));
        for (var tick = 0; tick < 3; tick++)
        {
            await harness.Feed.RunAsync(Token);
            await harness.DrainQueueAsync();
        }

        foreach (var (film, torrent) in films.Zip(torrents))
        {
            Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"movie:tmdb:{film.Id}")], await harness.RowsAsync(torrent));
        }
    }

    private static long Probes(EnrichmentHarness harness) => harness.Simulator.Counts.ByCall.GetValueOrDefault("authentication");

    private static async Task<IReadOnlyList<JobRecord>> AllJobsAsync(EnrichmentHarness harness, JobStatus status) =>
        (await harness.Ledger.ListAsync(status, null, null, 100, Token)).Jobs;
}
