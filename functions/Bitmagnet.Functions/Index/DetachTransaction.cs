using Bitmagnet.Functions.Index.TextSearch;
using Npgsql;

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
    public async Task<DetachOutcome> RunAsync(Detachment detachment)
    {
        if (await LockTorrentAsync(detachment.InfoHash) is not { } isInWork)
        {
            return DetachOutcome.Changed;
        }

        if (isInWork)
        {
            return DetachOutcome.InWork;
        }

        if (detachment.Content is { } content)
        {
            var rows = await LockRowsAsync(detachment.InfoHash);
            if (rows.FirstOrDefault(row => row.Content == content).Id is not { } id)
            {
                return DetachOutcome.Changed;
            }

            // A row without content has the id that this one gets.
            await using var delete = connection.Command(TorrentContentsSql.Delete, SqlCommands.Texts([.. rows.Where(row => row.Content is null).Select(row => row.Id!)]));
            await delete.ExecuteNonQueryAsync(cancellationToken);
            await using var update = connection.Command(
                Update, id, SqlCommands.Text(detachment.TypeName), Languages.Of(detachment.Languages), await VectorAsync(id), now.ToUniversalTime());
            await update.ExecuteNonQueryAsync(cancellationToken);
        }

        if (detachment.Hint is { } hint)
        {
            await TorrentHintRows.WriteAsync(connection, detachment.InfoHash, hint, now, cancellationToken);
        }

        return DetachOutcome.Detached;
    }

    /// <summary>Whether bitmagnet has the torrent in work; null where there is no such torrent.</summary>
    private async Task<bool?> LockTorrentAsync(InfoHash infoHash)
    {
        await using var command = connection.Command(TorrentContentsSql.LockTorrents, new[] { infoHash }.Bytes());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetBoolean(2) : null;
    }

    private async Task<List<(string? Id, ContentRef? Content)>> LockRowsAsync(InfoHash infoHash)
    {
        await using var command = connection.Command(TorrentContentsSql.LockRows, new[] { infoHash }.Bytes());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(string? Id, ContentRef? Content)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var type = ContentTypeNames.FromName(reader.IsDBNull(2) ? null : reader.GetString(2));
            var isAttached = !reader.IsDBNull(3);
            if (!isAttached || type is not null)
            {
                rows.Add((reader.GetString(0), isAttached ? new ContentRef(type!.Value, reader.GetString(3), reader.GetString(4)) : null));
            }
        }

        return rows;
    }

    /// <summary>The row's vector without the words of its content.</summary>
    private async Task<string> VectorAsync(string id)
    {
        await using var command = connection.Command(TorrentContentsSql.VectorParts, SqlCommands.Texts([id]));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        string? Column(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        return SearchVector.Of(
            Column(1), Column(2), Column(3), Column(4), Column(5), Column(6), InfoHash.FromBytes(reader.GetFieldValue<byte[]>(7)), reader.GetString(8),
            reader.GetFieldValue<string[]>(9)).ToString();
    }
}
