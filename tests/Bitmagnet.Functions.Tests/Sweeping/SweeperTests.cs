using Bitmagnet.Functions.Index.Queue;
using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>A run's changes on each of bitmagnet's schemas.</summary>
public sealed class SweeperTests
{
    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_StaleForAnotherCause_IsPendingAgainAndDueNow(int schema)
    {
        await using var database = await CreateAsync(schema);
        var id = await database.AddAsync(Payload(1), "retry");

        var run = await database.SweepAsync();

        Assert.Equal("pending,0,true", await database.ScalarAsync(
            $"SELECT concat_ws(',', status, retries, (run_after > now() - interval '1 minute')::text) FROM queue_jobs WHERE id = '{id}'"));
        Assert.Equal((1, 1, 1, 0), (run.Seen, run.Decided, run.Changed, run.Conflicts));
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_StaleForTmdb_IsPutBackWithoutTmdb(int schema)
    {
        await using var database = await CreateAsync(schema);
        var id = await database.AddAsync(Payload(1, 2), "retry", error: TmdbError);

        await database.SweepAsync();

        var payload = $$$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{{Hash(1)}}}","{{{Hash(2)}}}"]}""";
        Assert.Equal($"{id},pending,0,2,168:00:00,{QueueFingerprint.Of("process_torrent", payload)},true,true", await database.ScalarAsync(
            $"SELECT concat_ws(',', id, status, retries, max_retries, archival_duration, fingerprint, (payload = '{payload}')::text, (error LIKE 'offloaded: %{TmdbError}')::text) FROM queue_jobs"));
        Assert.Null(await database.ScalarAsync("SELECT deadline FROM queue_jobs WHERE deadline IS NOT NULL"));
        // Due, and not announced to a channel that nobody listens to.
        Assert.Equal("true", await database.ScalarAsync("SELECT (run_after <= now() AND created_at < run_after)::text FROM queue_jobs"));
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_FailedWithTorrentsThatNoSearchFinds_OffloadsThoseTorrents(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(1);
        await database.AddTorrentAsync(2);
        await database.AddContentsAsync(2, isAttached: false);
        var id = await database.AddAsync(Payload(1, 2, 3), "failed", error: OtherError);
        var tooOld = await database.AddAsync(Payload(1), "failed", ranAgo: "200 hours");

        await database.SweepAsync();

        Assert.Equal(("pending", "failed"), (await database.StatusAsync(id), await database.StatusAsync(tooOld)));
        Assert.Equal($$$"""{"InfoHashes": ["{{{Hash(1)}}}"], "ClassifierFlags": {"apis_enabled": false, "tmdb_enabled": false}}""", await database.ScalarAsync(
            "SELECT payload FROM queue_jobs WHERE status = 'pending'"));
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_ArchivalDurationThatBitmagnetCannotRead_KeepsItsLengthInHours(int schema)
    {
        await using var database = await CreateAsync(schema);
        var young = await database.AddAsync(Payload(1), "pending", archival: "7 days");
        var failed = await database.AddAsync(Payload(2), "failed", archival: "1 mon 02:03:04");
        var stale = await database.AddAsync(Payload(3), "retry", archival: "1 day 01:00:00");
        var offloaded = await database.AddAsync(Payload(4), "retry", error: TmdbError, archival: "2 days");

        var run = await database.SweepAsync();

        Assert.Equal("pending 168:00:00", await Of(young));
        Assert.Equal("failed 722:03:04", await Of(failed));
        Assert.Equal("pending 25:00:00", await Of(stale));
        Assert.Equal("pending 48:00:00", await Of(offloaded));
        Assert.Equal(4, run.Changed);

        Task<string?> Of(string id) => database.ScalarAsync($"SELECT status || ' ' || archival_duration FROM queue_jobs WHERE id = '{id}'");
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_PurgeOnRequest_DeletesStaleRowsOnly(int schema)
    {
        await using var database = await CreateAsync(schema);
        var stale = await database.AddAsync(Payload(1), "retry", error: TmdbError);
        var young = await database.AddAsync(Payload(2), "retry", error: TmdbError, dueAgo: 1);

        await database.SweepAsync(new SweepOptions { PolicyTmdb = SweepPolicy.Purge });

        Assert.Equal((null, "retry"), (await database.StatusAsync(stale), await database.StatusAsync(young)));
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_TorrentThatShowsTwice_KeepsTheAttachedRow(int schema)
    {
        await using var database = await CreateAsync(schema);
        foreach (var hash in (int[])[1, 2])
        {
            await database.AddTorrentAsync(hash);
            await database.AddContentsAsync(hash, isAttached: false);
        }

        await database.AddContentsAsync(1, isAttached: true);

        var run = await database.SweepAsync();

        Assert.Equal(1, run.ShownTwice);
        Assert.Equal($"{Hash(1)}:movie:tmdb:1,{Hash(2)}:movie:?:?", await database.ScalarAsync("SELECT string_agg(id, ',' ORDER BY id) FROM torrent_contents"));
    }
}
