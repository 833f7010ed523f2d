namespace Bitmagnet.Functions.Index;

/// <summary>
/// One transaction that makes a torrent's row what it was before content was attached, with the locks and in the order of
/// <see cref="AttachTransaction"/> (bitmagnet contract §5, §6, §8). The row stays the same row: its id follows its content.
/// </summary>
internal sealed class DetachTransaction(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
{
    private const string Update =
        """
        UPDATE torrent_contents SET content_source = NULL, content_id = NULL, content_type = coalesce($2, content_type), languages = $3::jsonb,
               tsv = $4::tsvector, updated_at = $5
        WHERE id = $1
        """;

    /// <summary>Takes the content off; the caller commits.</summary>
    public async Task<WriteOutcome> RunAsync(Detachment detachment)
    {
        await using (var command = connection.Command(TorrentContentsSql.LockTorrents, new[] { detachment.InfoHash }.Bytes()))
        {
            await using var torrent = await command.ExecuteReaderAsync(cancellationToken);
            if (!await torrent.ReadAsync(cancellationToken))
            {
                return WriteOutcome.Changed;
            }

            if (torrent.GetBoolean(2))
            {
                return WriteOutcome.InWork;
            }
        }

        if (detachment.Content is { } content)
        {
            var rows = await WaitingRow.LockAsync(connection, [detachment.InfoHash], cancellationToken);
            if (rows.Find(row => row.Content == content) is not { Id: var id })
            {
                return WriteOutcome.Changed;
            }

            // A row without content has the id that this one gets.
            string[] without = [.. rows.Where(row => !row.IsAttached).Select(row => row.Id)];
            await connection.Command(TorrentContentsSql.Delete, SqlCommands.Texts(without)).RunAsync(cancellationToken);
            var vectors = await WaitingRow.VectorsAsync(connection, [id], cancellationToken);
            var update = connection.Command(
                Update, id, SqlCommands.Text(detachment.TypeName), Languages.Of(detachment.Languages), vectors[id], now.ToUniversalTime());
            await update.RunAsync(cancellationToken);
        }

        if (detachment.Hint is { } hint)
        {
            await TorrentHintRows.WriteAsync(connection, detachment.InfoHash, hint, now, cancellationToken);
        }

        return WriteOutcome.Done;
    }
}
