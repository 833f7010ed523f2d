using Microsoft.Extensions.Hosting;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Feeding without a tick of the timer.</summary>
public sealed class FeedBetweenTicksTests
{
    private const string AtNight = "0 0 3 * * *";

    [Fact]
    public async Task Start_ATorrentWaits_IsFedAtOnce()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");

        await using var service = await StartAsync(harness);

        await Eventually.TrueAsync(async () => await PendingAsync(harness) == 1, "the torrent is fed");
    }

    [Fact]
    public async Task Start_AScheduleThatSeldomTicks_WaitsForIt()
    {
        var time = Noon();
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("ENRICHMENT_FEED_SCHEDULE", AtNight));
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");

        await using var service = await StartAsync(harness);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, await PendingAsync(harness));
        Assert.False(await harness.Get<Azure.Storage.Queues.QueueServiceClient>().GetQueueClient("tmdb-enrichment").ExistsAsync(Token));
    }

    [Fact]
    public async Task Database_IsBackWhereItWasAway_IsFedWithinSecondsAndNotByATick()
    {
        var time = Noon();
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("ENRICHMENT_FEED_SCHEDULE", AtNight));
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var name = new NpgsqlConnectionStringBuilder(harness.ConnectionString).Database!;
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(harness.ConnectionString) { Database = "postgres" }.ConnectionString);
        await using var service = await StartAsync(harness);

        await ExecuteAsync(owner, $"ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS false");
        await ExecuteAsync(owner, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        await harness.Feed.RunAsync(Token);
        Assert.True(harness.Get<DatabaseProbe>().IsAway);
        await ExecuteAsync(owner, $"ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS true");
        time.Advance(TimeSpan.FromSeconds(15));

        await Eventually.TrueAsync(async () => await PendingAsync(harness) == 1, "the torrent is fed");
    }

    [Fact]
    public async Task Job_InTheMiddleOfWhatWasFed_TopsTheQueueUp()
    {
        await using var harness = await EnrichmentHarness.StartAsync(
            IndexSchema.Newest, ("ENRICHMENT_BATCH_SIZE", "1"), ("ENRICHMENT_WINDOW", "4"));
        for (var number = 0; number < 12; number++)
        {
            await harness.AddTorrentAsync($"Zzyzx Qwxvbn {number} 2011");
        }

        await harness.Feed.RunAsync(Token);
        Assert.InRange(await PendingAsync(harness), 1, 4);

        Assert.Equal(12, await harness.DrainQueueAsync());
        Assert.Equal(0, await PendingAsync(harness));
    }

    private static FakeTimeProvider Noon() => new(new DateTimeOffset(TimeProvider.System.GetUtcNow().Date.AddHours(12), TimeSpan.Zero));

    private static async Task<int> PendingAsync(EnrichmentHarness harness) =>
        (await harness.Ledger.ListAsync(JobStatus.Pending, null, null, 100, Token)).Jobs.Count;

    private static async Task<Running> StartAsync(EnrichmentHarness harness)
    {
        var service = Assert.Single(harness.Services.GetServices<IHostedService>().OfType<FeedBetweenTicks>());
        await service.StartAsync(Token);
        return new Running(service);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string statement)
    {
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Token);
    }

    private sealed class Running(IHostedService service) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await service.StopAsync(CancellationToken.None);
    }
}
