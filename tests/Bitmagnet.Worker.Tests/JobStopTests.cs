using System.Text.Json;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Triggers;
using Bitmagnet.Sandbox.Simulator;
using Bitmagnet.Worker.Tests.Fixtures;
using Bitmagnet.Worker.Tests.Hosting;

namespace Bitmagnet.Worker.Tests;

/// <summary>Jobs that cannot finish are deferred: nothing is lost, and no attempt is counted.</summary>
[Collection(nameof(RunningWorker))]
public sealed class JobStopTests(RunningWorker worker)
{
    [Fact]
    public async Task EnrichTorrents_CancelledWhileItRuns_PutsTheJobBackAndLosesNothing()
    {
        const string Id = "cancelled";
        await worker.Jobs.ClearAsync();
        var film = await worker.System.AddTorrentAsync("GoodFellas.1990.1080p.BluRay.x264-GRP");
        var series = await worker.System.AddTorrentAsync("Breaking.Bad.S01E01.1080p.BluRay.x264-GRP", "tv_show");
        await worker.Jobs.SendAsync(JobText(Id, film, series));
        var asked = worker.System.Tmdb.Counts.Total;
        worker.System.Tmdb.Fail(new FaultOrder(FaultKind.Slow, DelayMilliseconds: 300_000));
        try
        {
            var (message, invocation) = await worker.Jobs.InvokeAsync(nameof(EnrichTorrents));
            await EventuallyAsync(() => worker.System.Tmdb.Counts.Total > asked); // it waits for TMDB
            worker.Host.Cancel(invocation);
            await invocation.SucceedsAsync(worker.Host);
            await worker.Jobs.DeleteAsync(message);
        }
        finally
        {
            worker.System.Tmdb.Heal();
        }

        var row = await worker.System.Ledger.GetAsync(Id, Token);
        Assert.Equal((JobStatus.Retry, JobReasons.OutOfTime, 0, 1), (row!.Status, row.Reason, row.Attempts, row.Deferrals));
        Assert.Equal(new[] { film, series }.Order(), row.InfoHashes.Select(hash => hash.Hex).Order());

        await worker.Host.Tick(nameof(FeedEnrichment)).SucceedsAsync(worker.Host);
        while ((await worker.Jobs.TextsAsync()).Count > 0)
        {
            Results.Succeeded(await worker.Jobs.RunAsync(nameof(EnrichTorrents)), worker.Host);
        }

        Assert.Equal(("769", "1396"), (await worker.System.ContentAsync(film), await worker.System.ContentAsync(series)));
        Assert.Null(await worker.System.Ledger.GetAsync(Id, Token));
    }

    [Fact]
    public async Task EnrichTorrents_WithTheDatabaseAway_PutsTheJobBackAndTheWorkerStays()
    {
        const string Id = "without-database";
        var hash = new string('e', 40);
        var settings = new Dictionary<string, string>(worker.System.Settings) { ["POSTGRES_DSN"] = "host=127.0.0.1 port=1 user=me dbname=bitmagnet" };
        await using var host = await FunctionsHost.StartAndLoadAsync(settings);
        var jobs = new QueueFront(host, worker.System.StorageConnection, StorageNames.EnrichmentQueue);
        await jobs.ClearAsync();
        await jobs.SendAsync(JobText(Id, hash));

        Results.Succeeded(await jobs.RunAsync(nameof(EnrichTorrents)), host);

        var row = await worker.System.Ledger.GetAsync(Id, Token);
        Assert.Equal(
            (JobStatus.Retry, JobReasons.DatabaseUnavailable, 0, 1, hash),
            (row!.Status, row.Reason, row.Attempts, row.Deferrals, Assert.Single(row.InfoHashes).Hex));
        Assert.NotNull(row.RunAfter);
        await host.AskStatusAsync();
        Assert.False(host.Worker.Exited.IsCompleted);
    }

    private static string JobText(string id, params string[] hashes) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { id, infoHashes = hashes }));

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(FunctionsHost.Patience);
        while (!condition())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
