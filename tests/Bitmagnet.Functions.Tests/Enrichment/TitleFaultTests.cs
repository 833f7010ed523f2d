using Azure.Storage.Queues;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>
/// A title on which TMDB fails while it answers others holds nothing up, is tried a few times, and ends where a person sees it.
/// </summary>
public sealed class TitleFaultTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task RunAsync_OneTitleIsRefused_TheOthersAreAttachedAndItEndsAsFailedAfterFiveTries()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("TMDB_RETRIES", "0"));
        var refused = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var series = await harness.AddTorrentAsync("Breaking.Bad.S01E02.720p.BluRay.x264-GRP", "tv_show");
        harness.Simulator.Fail(new FaultOrder(FaultKind.CdnBlock, Path: "/3/movie/603"));

        await harness.Runner.RunAsync(Encoding.UTF8.GetBytes($$"""{"id":"job","infoHashes":["{{refused.Hex}}","{{series.Hex}}"]}"""), 1, Token);

        Assert.Equal(["tv_show:tmdb:1396"], await harness.RowsAsync(series));
        var waiting = (await harness.Ledger.GetAsync("job", Token))!;
        Assert.Equal((JobStatus.Retry, JobReasons.TitleFault, 1), (waiting.Status, waiting.Reason, waiting.Attempts));
        Assert.Equal([refused], waiting.InfoHashes);

        // Other torrents are attached meanwhile.
        var films = new[] { "Inception.2010", "Interstellar.2014", "Parasite.2019" };
        foreach (var (index, film) in films.Index())
        {
            var torrent = await harness.AddTorrentAsync($"{film}.1080p.BluRay.x264-GRP");
            time.Advance(TimeSpan.FromMinutes(20));
            await harness.Runner.RunAsync(Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{torrent.Hex}}"]}"""), 1, Token);
            await harness.Feed.RunAsync(Token);
            await harness.DrainQueueAsync();
            Assert.DoesNotContain("movie:?:?", await harness.RowsAsync(torrent));
            Assert.Equal(index + 2, (await harness.Ledger.GetAsync("job", Token))!.Attempts);
        }

        time.Advance(TimeSpan.FromMinutes(70));
        await harness.Feed.RunAsync(Token);
        await harness.DrainQueueAsync();

        var failed = (await harness.Ledger.GetAsync("job", Token))!;
        Assert.Equal((JobStatus.Failed, JobReasons.TitleFault, 5), (failed.Status, failed.Reason, failed.Attempts));
        Assert.Contains("error code: 1020", failed.Error);
        Assert.Equal(TmdbStatus.Available, (await harness.Get<TmdbGate>().PeekAsync(Token)).Status);
        Assert.False(await harness.Get<QueueServiceClient>().GetQueueClient(StorageNames.PoisonQueue).ExistsAsync(Token));
    }

    [Fact]
    public void Rest_ThreeKindsOfTorrents_GoThreeWaysUnderIdsThatASecondRunRepeats()
    {
        var torrents = Enumerable.Range(0, 5).Select(i => InfoHash.FromBytes(Enumerable.Repeat((byte)i, InfoHash.Size).ToArray())).ToArray();
        var outcome = new JobOutcome
        {
            Torrents = new Dictionary<InfoHash, TorrentResult>(),
            Deferred = [torrents[0]],
            Deferral = new Deferral("tmdb_outage", "down", Now.AddSeconds(15)),
            AtFault = new Dictionary<InfoHash, TmdbTitleFault>
            {
                [torrents[1]] = new("403", 1, Now.AddMinutes(1)),
                [torrents[2]] = new("500", 2, Now.AddMinutes(5)),
                [torrents[3]] = new("403", 5, null),
            },
        };

        var rest = Rest(outcome);

        Assert.Equal([JobStatus.Retry, JobStatus.Retry, JobStatus.Failed], rest.Select(part => part.Status));
        Assert.Equal(["tmdb_outage", JobReasons.TitleFault, JobReasons.TitleFault], rest.Select(part => part.Reason));
        Assert.Equal([1, 0, 0], rest.Select(part => part.Deferrals));
        Assert.Equal([0, 2, 5], rest.Select(part => part.Attempts));
        Assert.Equal([Now.AddSeconds(15), Now.AddMinutes(1), null], rest.Select(part => part.RunAfter));
        Assert.Equal([[torrents[0]], [torrents[1], torrents[2]], [torrents[3]]], rest.Select(part => part.InfoHashes));
        Assert.Equal("job", rest[0].Id);
        Assert.Equal(3, rest.Select(part => part.Id).Distinct().Count());
        Assert.Equal(rest.Select(part => part.Id), Rest(outcome).Select(part => part.Id));
        Assert.Equal(["job"], Rest(outcome with { Deferral = null, AtFault = new Dictionary<InfoHash, TmdbTitleFault> { [torrents[3]] = new("403", 5, null) } })
            .Select(part => part.Id));
        Assert.Empty(Rest(outcome with { Deferral = null, AtFault = new Dictionary<InfoHash, TmdbTitleFault>() }));
    }

    private static IReadOnlyList<JobRecord> Rest(JobOutcome outcome)
    {
        var row = new JobRecord { Id = "job", Status = JobStatus.Pending, CreatedAt = Now, UpdatedAt = Now };
        return JobRest.Of(row, new EnrichmentJob("job", [], 0, 0, true, null), outcome, Now);
    }
}
