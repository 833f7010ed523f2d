using Npgsql;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Finds torrents that show twice: bitmagnet read the torrent before enrichment attached it, and wrote its own row without
/// content back beside the attached one (bitmagnet contract §8). The attached row stays.
/// </summary>
internal sealed class ShownTwiceRepair(NpgsqlDataSource dataSource)
{
    private const string Twice =
        """
        SELECT t.id FROM torrent_contents t
        WHERE t.ctid > $1 AND t.ctid < $2 AND t.content_source IS NULL
          AND EXISTS (SELECT FROM torrent_contents a WHERE a.info_hash = t.info_hash AND a.content_source IS NOT NULL)
        """;

    private const string Seen = "(SELECT count(*) FROM torrent_contents WHERE ctid > $1 AND ctid < $2)";

    private const string Count = $"SELECT {Seen}, (SELECT count(*) FROM ({Twice}) AS twice)";

    private const string Delete =
        $"""
        WITH twice AS MATERIALIZED ({Twice} FOR UPDATE OF t SKIP LOCKED),
             gone AS (DELETE FROM torrent_contents WHERE id IN (SELECT id FROM twice) AND content_source IS NULL RETURNING id)
        SELECT {Seen}, (SELECT count(*) FROM gone)
        """;

    /// <summary>Looks at the rows of some blocks of torrent_contents.</summary>
    /// <returns>Rows looked at, and rows found; those are deleted unless <paramref name="isDryRun"/>.</returns>
    public async Task<(long Seen, long Found)> RunAsync(long block, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(isDryRun ? Count : Delete);
        command.Parameters.Add(TableBlocks.Parameter(TableBlocks.Place(block)));
        command.Parameters.Add(TableBlocks.Parameter(TableBlocks.Place(block + TableBlocks.Window)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
