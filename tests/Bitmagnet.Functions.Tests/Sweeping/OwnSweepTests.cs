using Azure.Data.Tables;
using Azure.Storage.Queues;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class OwnSweepTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task RunAsync_LostPendingJob_IsFedOnceMoreAndOthersAreLeft()
    {
        var cancellation = TestContext.Current.CancellationToken;
        // An account of its own: the names of tables and queues are fixed, and other tests use them.
        await using var azurite = await AzuriteServer.StartAsync(SandboxFolder.Temporary(), cancellation);
        var tables = new TableServiceClient(azurite.ConnectionString);
        var queues = new QueueServiceClient(azurite.ConnectionString);
        var clock = new FakeTimeProvider(Now);
        var ledger = new JobLedger(tables, clock);
        var cache = new TmdbCacheStore(new TmdbTables(tables), new TmdbOptions(), clock, NullLogger<TmdbCacheStore>.Instance);
        var sweep = new OwnSweep(ledger, new EnrichmentQueue(queues), cache, new SweepOptions(), clock, NullLogger<OwnSweep>.Instance);
        await ledger.SaveAsync(
        [
            Job("lost", JobStatus.Pending, TimeSpan.FromMinutes(61)),
            Job("young", JobStatus.Pending, TimeSpan.FromMinutes(59)),
            Job("deferred", JobStatus.Retry, TimeSpan.FromMinutes(61)),
            Job("failed", JobStatus.Failed, TimeSpan.FromMinutes(61)),
        ], cancellation);

        var first = await sweep.RunAsync(cancellation);
        var second = await sweep.RunAsync(cancellation);

        Assert.Equal((1, 0), (first, second));
        var messages = await queues.GetQueueClient(StorageNames.EnrichmentQueue).PeekMessagesAsync(32, cancellation);
        Assert.Contains("\"id\":\"lost\"", Assert.Single(messages.Value).MessageText, StringComparison.Ordinal);
        Assert.Equal(Now, (await ledger.GetAsync("lost", cancellation))!.UpdatedAt);
        Assert.Equal(JobStatus.Retry, (await ledger.GetAsync("deferred", cancellation))!.Status);
    }

    [Fact]
    public async Task RunAsync_ProcessedJobThatAPersonAskedFor_GoesAfterADay()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var azurite = await AzuriteServer.StartAsync(SandboxFolder.Temporary(), cancellation);
        var tables = new TableServiceClient(azurite.ConnectionString);
        var clock = new FakeTimeProvider(Now);
        var ledger = new JobLedger(tables, clock);
        var cache = new TmdbCacheStore(new TmdbTables(tables), new TmdbOptions(), clock, NullLogger<TmdbCacheStore>.Instance);
        var queue = new EnrichmentQueue(new QueueServiceClient(azurite.ConnectionString));
        await ledger.SaveAsync([Job("old", JobStatus.Processed, TimeSpan.FromHours(25)), Job("new", JobStatus.Processed, TimeSpan.FromHours(23))], cancellation);

        await new OwnSweep(ledger, queue, cache, new SweepOptions(), clock, NullLogger<OwnSweep>.Instance).RunAsync(cancellation);

        Assert.Null(await ledger.GetAsync("old", cancellation));
        Assert.NotNull(await ledger.GetAsync("new", cancellation));
    }

    private static JobRecord Job(string id, JobStatus status, TimeSpan age) => new()
    {
        Id = id,
        Status = status,
        InfoHashes = [InfoHash.Parse(new string('a', 40))],
        RunAfter = status == JobStatus.Retry ? Now : null,
        CreatedAt = Now - age,
        UpdatedAt = Now - age,
    };
}
