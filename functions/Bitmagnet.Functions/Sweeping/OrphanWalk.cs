using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.Queue;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Finds orphans: torrents with neither a torrent_contents row nor a job. bitmagnet leaves them behind when it deletes a failed job after a
/// week (bitmagnet contract §3 Job outcome, §7), and no search finds them. Each gets a job without TMDB, so bitmagnet writes its row and
/// enrichment follows. A job in any state counts: bitmagnet keeps finished ones for a week, so a torrent that it does not classify is tried
/// once a week.
/// </summary>
internal sealed class OrphanWalk(NpgsqlDataSource dataSource, IndexSchema schema, TimeProvider clock)
{
    /// <summary>Torrents examined in one step.</summary>
    public const int Window = 10_000;

    private const int HashesPerStatement = 500;
    private const int HashesPerJob = 100;

    // Uses the primary key, and torrent_contents' unique index that begins with info_hash.
    private const string Scan =
        """
        SELECT s.info_hash, EXISTS (SELECT FROM torrent_contents c WHERE c.info_hash = s.info_hash)
        FROM (SELECT info_hash FROM torrents WHERE info_hash > $1 ORDER BY info_hash LIMIT $2) AS s
        ORDER BY s.info_hash
        """;

    // Uses the GIN index on (queue, payload).
    private const string WithoutJob =
        $"SELECT t.info_hash FROM unnest($1) AS t (info_hash) WHERE NOT {TorrentReader.IsInAJob} ORDER BY t.info_hash";

    /// <summary>Examines the torrents after a given one.</summary>
    /// <param name="after">The given torrent's info hash in hex; empty: starts at the first.</param>
    /// <param name="isDryRun">True: writes nothing.</param>
    public async Task<Step> RunAsync(string after, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var byIndex = connection.Command(TorrentReader.ByIndex))
        {
            await byIndex.ExecuteNonQueryAsync(cancellationToken);
        }

        var (seen, last, rowless) = await ScanAsync(connection, after, cancellationToken);
        var orphans = new List<InfoHash>();
        foreach (var chunk in rowless.Chunk(HashesPerStatement))
        {
            await using var command = connection.Command(WithoutJob, chunk.Bytes());
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                orphans.Add(InfoHash.FromBytes(reader.GetFieldValue<byte[]>(0)));
            }
        }

        if (orphans.Count > 0 && !isDryRun)
        {
            await using var insert = QueueInsert.Command(
                connection, schema, orphans.Chunk(HashesPerJob).Select(NewQueueJob.WithoutApis), clock.GetUtcNow());
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new Step(seen, rowless.Count, orphans.Count, seen < Window ? "" : last);
    }

    private static async Task<(int Seen, string Last, List<InfoHash> Rowless)> ScanAsync(
        NpgsqlConnection connection, string after, CancellationToken cancellationToken)
    {
        var (seen, last, rowless) = (0, "", new List<InfoHash>());
        await using var command = connection.Command(Scan, Convert.FromHexString(after), Window);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var hash = reader.GetFieldValue<byte[]>(0);
            (seen, last) = (seen + 1, Convert.ToHexStringLower(hash));
            if (!reader.GetBoolean(1) && hash.Length == InfoHash.Size)
            {
                rowless.Add(InfoHash.FromBytes(hash));
            }
        }

        return (seen, last, rowless);
    }

    /// <summary>The result of one step.</summary>
    /// <param name="Seen">Torrents examined.</param>
    /// <param name="Rowless">Torrents without a row; most of them wait in a job.</param>
    /// <param name="Orphans">Torrents with neither row nor job.</param>
    /// <param name="Next">Where the next step starts; empty: the walk has ended, and the next one starts at the first torrent.</param>
    public sealed record Step(int Seen, int Rowless, int Orphans, string Next);
}
