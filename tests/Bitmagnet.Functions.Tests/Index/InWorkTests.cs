namespace Bitmagnet.Functions.Tests.Index;

/// <summary>
/// How PostgreSQL finds the torrents that bitmagnet is working on. A plan that reads all jobs for each torrent gives the same answers but
/// takes minutes with millions of jobs, so the tests check PostgreSQL's counters.
/// </summary>
public sealed class InWorkTests
{
    private const int Torrents = 100;

    private static readonly InfoHash[] Hashes = [.. Enumerable.Range(1, Torrents).Select(n => InfoHash.Parse(n.ToString("x40", null)))];

    /// <summary>bitmagnet's schema, and whether the planner knows the number of jobs.</summary>
    public static TheoryData<int, bool> Databases => new() { { 12, true }, { 12, false }, { 20, true }, { 20, false } };

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task ReadAsync_AmongThousandsOfJobs_LooksEachTorrentUpByTheIndexOnPayloads(int schema, bool isAnalyzed)
    {
        await using var database = await CreateAsync(schema, isAnalyzed);
        await using var source = OneConnection(database);
        var before = await ScansAsync(source);

        var read = await new TorrentReader(source).ReadAsync(Hashes, Token);

        Assert.Equal(Hashes[..1], read.Where(torrent => torrent.IsActiveInQueue).Select(torrent => torrent.InfoHash));
        Assert.Equal(before with { OfPayloads = before.OfPayloads + Torrents }, await ScansAsync(source));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task AttachAsync_AmongThousandsOfJobs_LooksEachTorrentUpByTheIndexOnPayloads(int schema, bool isAnalyzed)
    {
        await using var database = await CreateAsync(schema, isAnalyzed);
        await using var source = OneConnection(database);
        var before = await ScansAsync(source);

        var outcomes = await Attaching.Writer(source).AttachAsync(
            [.. Hashes.Select(hash => new Attachment(hash, Contents.Amelie, IsStored: false, LanguageRule.WhereNone))], Token);

        Assert.Equal([(WriteOutcome.InWork, 1), (WriteOutcome.Done, Torrents - 1)], outcomes.Values.CountBy(outcome => outcome).Select(count => (count.Key, count.Value)));
        Assert.Equal(before with { OfPayloads = before.OfPayloads + Torrents }, await ScansAsync(source));
    }

    /// <summary>
    /// Creates torrents with a job for the first, and thousands of jobs for others. Without statistics the planner believes the table
    /// empty.
    /// </summary>
    private static async Task<IndexDatabase> CreateAsync(int schema, bool isAnalyzed)
    {
        var database = await IndexDatabase.CreateAsync(schema);
        await database.ExecuteAsync("ALTER TABLE queue_jobs SET (autovacuum_enabled = false); ANALYZE queue_jobs;");
        await database.ExecuteAsync(string.Concat(Hashes.Select(hash => Attaching.Torrent(hash.Hex) + Attaching.Row(hash.Hex, "'movie'"))));
        await database.ExecuteAsync(
            $$"""
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
            SELECT 'job ' || n, 'process_torrent', 'pending', jsonb_build_object('InfoHashes', jsonb_build_array(lpad(to_hex(n), 39, '0') || 'f', lpad(to_hex(n), 39, 'e') || 'f')),
                   now(), '168:00:00', now()
            FROM generate_series(1000, 6000) AS n;
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
            VALUES ('one', 'process_torrent', 'retry', '{"InfoHashes":["{{Hashes[0]}}"]}', now(), '168:00:00', now());
            """);
        if (isAnalyzed)
        {
            await database.ExecuteAsync("ANALYZE queue_jobs");
        }

        return database;
    }

    /// <summary>One connection, since each session reports its own counters.</summary>
    private static NpgsqlDataSource OneConnection(IndexDatabase database) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 });

    private static async Task<Scans> ScansAsync(NpgsqlDataSource source)
    {
        await using (var flush = source.CreateCommand("SELECT pg_stat_force_next_flush()"))
        {
            await flush.ExecuteNonQueryAsync(Token);
        }

        await using var command = source.CreateCommand(
            """
            SELECT (SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'queue_jobs'),
                   sum(idx_scan) FILTER (WHERE am.amname = 'gin')::bigint, sum(idx_scan) FILTER (WHERE am.amname <> 'gin')::bigint
            FROM pg_stat_user_indexes s JOIN pg_class c ON c.oid = s.indexrelid JOIN pg_am am ON am.oid = c.relam
            WHERE s.relname = 'queue_jobs'
            """);
        await using var reader = await command.ExecuteReaderAsync(Token);
        await reader.ReadAsync(Token);
        return new Scans(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>The scans of queue_jobs so far: of the table, of its index on payloads, and of its other indexes.</summary>
    private sealed record Scans(long OfAll, long OfPayloads, long OfOtherIndexes);
}
