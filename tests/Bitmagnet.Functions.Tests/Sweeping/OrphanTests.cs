using Bitmagnet.Functions.Index.Queue;
using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>Torrents with neither row nor job.</summary>
public sealed class OrphanTests
{
    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_TorrentsWithNeitherRowNorJob_AreGivenOneJobWithoutTmdb(int schema)
    {
        await using var database = await CreateAsync(schema);
        for (var hash = 1; hash <= 7; hash++)
        {
            await database.AddTorrentAsync(hash);
        }

        await database.ExecuteAsync("INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at) VALUES (decode(repeat('f', 64), 'hex'), 'a', 1, false, now(), now())");
        await database.AddContentsAsync(2, isAttached: false);
        await database.AddContentsAsync(3, isAttached: true);
        foreach (var (hash, status) in ((int, string)[])[(4, "pending"), (5, "retry"), (6, "processed")])
        {
            await database.AddAsync(Payload(hash), status, dueAgo: -1);
        }

        var dry = await database.SweepAsync(isDryRun: true);
        var run = await database.SweepAsync();
        var again = await database.SweepAsync();
        var later = await database.SweepAsync();

        var payload = $$$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{{Hash(1)}}}","{{{Hash(7)}}}"]}""";
        Assert.Equal((2, 2, 0, 0), (dry.Orphans, run.Orphans, again.Orphans, later.Orphans));
        Assert.Equal((2, 0), (run.OrphansKnown, later.OrphansKnown));
        Assert.Equal($"{QueueFingerprint.Of("process_torrent", payload)},pending,2,168:00:00", await database.ScalarAsync(
            $"SELECT concat_ws(',', fingerprint, status, max_retries, archival_duration) FROM queue_jobs WHERE payload = '{payload}'"));
        Assert.Equal("4", await database.ScalarAsync("SELECT count(*) FROM queue_jobs"));
        Assert.Contains("2 torrents had neither a row nor a job", run.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AFailedJobThatBitmagnetDeletedAfterAWeek_ItsTorrentIsGivenAJobAgain()
    {
        await using var database = await CreateAsync(20);
        await database.AddTorrentAsync(1);
        var failed = await database.AddAsync($$$"""{"ClassifierFlags":{"apis_enabled":false},"InfoHashes":["{{{Hash(1)}}}"]}""", "failed");
        var held = await database.SweepAsync();
        await database.ExecuteAsync($"DELETE FROM queue_jobs WHERE id = '{failed}'");

        var run = await database.SweepAsync();

        Assert.Equal((0, 1), (held.Orphans, run.Orphans));
    }

    [Fact]
    public async Task RunAsync_MoreTorrentsThanOneRunLooksAt_GoesOnFromItsOwnCursor()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(
            $"""
             INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at)
             SELECT substr(sha256(n::text::bytea), 1, 20), 'a', 1, false, now(), now() FROM generate_series(1, {(OrphanWalk.Window * 3) + 5}) AS n;
             INSERT INTO torrent_contents (info_hash, content_type, created_at, updated_at)
             SELECT info_hash, 'music', now(), now() FROM torrents WHERE get_byte(info_hash, 19) > 0;
             ANALYZE torrents, torrent_contents
             """);
        var orphans = long.Parse((await database.ScalarAsync("SELECT count(*) FROM torrents WHERE get_byte(info_hash, 19) = 0"))!, System.Globalization.CultureInfo.InvariantCulture);
        var options = new SweepOptions { RepairRows = OrphanWalk.Window };

        var runs = new List<SweepRun>();
        for (var n = 0; n < 5; n++)
        {
            runs.Add(await database.SweepAsync(options));
        }

        Assert.Equal(orphans, runs.Sum(run => run.Orphans));
        Assert.All(runs.Take(3), run => Assert.InRange(run.Orphans, 1, orphans - 1));
        Assert.Equal((orphans, 0L), (runs[3].OrphansKnown, runs[4].Orphans));
        Assert.Equal(orphans.ToString(System.Globalization.CultureInfo.InvariantCulture), await database.ScalarAsync("SELECT count(*) FROM queue_jobs, jsonb_array_elements(payload->'InfoHashes')"));
        Assert.Equal("true", await database.ScalarAsync("SELECT (max(jsonb_array_length(payload->'InfoHashes')) <= 100)::text FROM queue_jobs"));
    }

    [Fact]
    public async Task RunAsync_NoRowsToRepair_LooksAtNoTorrents()
    {
        await using var database = await CreateAsync(20);
        await database.AddTorrentAsync(1);

        Assert.Equal(0, (await database.SweepAsync(new SweepOptions { RepairRows = 0 })).Orphans);
    }
}
