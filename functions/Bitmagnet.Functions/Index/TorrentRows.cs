namespace Bitmagnet.Functions.Index;

/// <summary>Reads what bitmagnet's own rows say of a torrent, as they are: every column of whatever schema.</summary>
public sealed class TorrentRows(NpgsqlDataSource dataSource)
{
    private const string Sql =
        """
        SELECT (to_jsonb(t) - 'info_hash')::text,
               (SELECT coalesce(jsonb_agg(to_jsonb(tc) - 'info_hash' - 'tsv' ORDER BY tc.id), '[]') FROM torrent_contents tc WHERE tc.info_hash = t.info_hash)::text
        FROM torrents t WHERE t.info_hash = $1
        """;

    /// <summary>The row of torrents, and those of torrent_contents without their vectors; null where there is no such torrent.</summary>
    public async Task<(JsonElement Torrent, JsonElement Contents)?> ReadAsync(InfoHash infoHash, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Command(Sql, infoHash.ToBytes());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (JsonElement.Parse(reader.GetString(0)), JsonElement.Parse(reader.GetString(1)))
            : null;
    }
}
