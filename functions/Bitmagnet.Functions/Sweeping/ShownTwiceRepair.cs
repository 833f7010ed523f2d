using System.Data;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Finds torrents that show twice: bitmagnet read the torrent before enrichment attached content, and then wrote its row without content
/// beside the attached one (bitmagnet contract §8). Keeps the attached row.
/// </summary>
internal sealed class ShownTwiceRepair(NpgsqlDataSource dataSource)
{
    private static readonly string Twice =
        $"""
        SELECT t.id FROM torrent_contents t
        WHERE t.ctid > $1 AND t.ctid < $2 AND t.content_source IS NULL
          AND {TorrentContentsSql.HasContent("t")}
        """;

    private const string Seen = "(SELECT count(*) FROM torrent_contents WHERE ctid > $1 AND ctid < $2)";

    private static readonly string Find = $"WITH twice AS MATERIALIZED ({Twice}) SELECT {Seen}, ARRAY(SELECT id FROM twice)";

    private static readonly string Lock = $"WITH twice AS MATERIALIZED ({Twice} FOR UPDATE OF t SKIP LOCKED) SELECT {Seen}, ARRAY(SELECT id FROM twice)";

    // A statement of its own takes a new snapshot: the one before may have locked a row whose attached twin bitmagnet has just deleted,
    // since PostgreSQL rechecks a row that moved but not what EXISTS found. An attached row that is being deleted does not count; the
    // others stay locked until this is committed.
    private const string Delete =
        """
        WITH attached AS MATERIALIZED (
            SELECT a.info_hash FROM torrent_contents a
            WHERE a.info_hash IN (SELECT info_hash FROM torrent_contents WHERE id = ANY ($1)) AND a.content_source IS NOT NULL
            FOR KEY SHARE OF a SKIP LOCKED)
        DELETE FROM torrent_contents WHERE id = ANY ($1) AND info_hash IN (SELECT info_hash FROM attached)
        """;

    /// <summary>Examines the rows of a range of blocks of torrent_contents.</summary>
    /// <returns>Rows examined and rows found; those are deleted unless <paramref name="isDryRun"/>.</returns>
    public async Task<(long Seen, long Found)> RunAsync(long block, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var (seen, twice) = await ReadAsync(connection, isDryRun ? Find : Lock, block, cancellationToken);
        if (isDryRun || twice.Length == 0)
        {
            return (seen, twice.Length);
        }

        await using var delete = connection.Command(Delete, twice);
        var deleted = await delete.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (seen, deleted);
    }

    private static async Task<(long Seen, string[] Twice)> ReadAsync(
        NpgsqlConnection connection, string sql, long block, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            sql, TableBlocks.Parameter(TableBlocks.Place(block)), TableBlocks.Parameter(TableBlocks.Place(block + TableBlocks.Window)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetFieldValue<string[]>(1));
    }
}
