using Npgsql;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Finds torrents that show twice: bitmagnet read the torrent before enrichment attached it, and wrote its own row without
/// content back beside the attached one (bitmagnet contract §8). The attached row stays.
/// </summary>
internal sealed class ShownTwiceRepair(NpgsqlDataSource dataSource)
{
    /// <summary>Rows one call looks at.</summary>
    public const int WindowRows = 10_000;

    /// <summary>Looks at one window of torrent_contents, in order of its key.</summary>
    /// <returns>Rows found, and deleted unless <paramref name="isDryRun"/>; where to go on, null where the table ends.</returns>
    public async Task<(long Found, string? Next)> RunAsync(string after, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var end = new NpgsqlCommand(
            $"SELECT id FROM torrent_contents WHERE id > $1 ORDER BY id OFFSET {WindowRows - 1} LIMIT 1", connection)
        {
            Parameters = { new() { Value = after } },
        };
        var last = (string?)await end.ExecuteScalarAsync(cancellationToken);

        var twice =
            $"""
            SELECT t.id FROM torrent_contents t
            WHERE t.id > $1 {(last is null ? "" : "AND t.id <= $2")} AND t.content_source IS NULL
              AND EXISTS (SELECT FROM torrent_contents a WHERE a.info_hash = t.info_hash AND a.content_source IS NOT NULL)
            """;
        await using var command = new NpgsqlCommand(
            isDryRun
                ? $"SELECT count(*) FROM ({twice}) AS twice"
                : $"""
                   WITH twice AS MATERIALIZED ({twice} FOR UPDATE OF t SKIP LOCKED), gone AS (
                     DELETE FROM torrent_contents WHERE id IN (SELECT id FROM twice) AND content_source IS NULL RETURNING id)
                   SELECT count(*) FROM gone
                   """,
            connection)
        {
            Parameters = { new() { Value = after } },
        };
        if (last is not null)
        {
            command.Parameters.Add(new() { Value = last });
        }

        return ((long)(await command.ExecuteScalarAsync(cancellationToken))!, last);
    }
}
