namespace Bitmagnet.Functions.Index;

/// <summary>Writes torrent_hints, to which bitmagnet keeps whenever it classifies the torrent again (bitmagnet contract §7).</summary>
internal static class TorrentHintRows
{
    private const string Set =
        """
        INSERT INTO torrent_hints (info_hash, content_type, content_source, content_id, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $5)
        ON CONFLICT (info_hash) DO UPDATE SET content_type = excluded.content_type, content_source = excluded.content_source,
          content_id = excluded.content_id, updated_at = excluded.updated_at
        """;

    private const string Remove = "DELETE FROM torrent_hints WHERE info_hash = $1";

    /// <summary>Makes the change, in the connection's open transaction.</summary>
    public static Task WriteAsync(
        NpgsqlConnection connection, InfoHash infoHash, HintChange change, DateTimeOffset now, CancellationToken cancellationToken) =>
        (change.Hint is { } hint
            ? connection.Command(Set, infoHash.ToBytes(), hint.Type, SqlCommands.Text(hint.Source), SqlCommands.Text(hint.Id), now.ToUniversalTime())
            : connection.Command(Remove, infoHash.ToBytes())).RunAsync(cancellationToken);
}
