using System.Text.Json;
using Bitmagnet.Functions.Index.Queue;
using Bitmagnet.Functions.Index.TextSearch;
using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// One transaction of <see cref="ContentWriter"/>. The order is that of bitmagnet contract §8: torrents, content and what hangs on it,
/// the torrents' rows locked and looked at again, then the write.
/// </summary>
internal sealed class AttachTransaction(NpgsqlConnection connection, IndexSchema schema, DateTimeOffset now, CancellationToken cancellationToken)
{
    /// <summary>Attaches what can be attached; the caller commits. The answer names every info hash.</summary>
    public async Task<Dictionary<InfoHash, AttachOutcome>> RunAsync(IReadOnlyList<Attachment> attachments)
    {
        var replacing = attachments.Where(attachment => attachment.Replaces is not null).Select(attachment => attachment.InfoHash).ToHashSet();
        var outcomes = attachments.ToDictionary(attachment => attachment.InfoHash, _ => AttachOutcome.Gone);
        await foreach (var reader in QueryAsync(TorrentContentsSql.LockTorrents, attachments.Select(attachment => attachment.InfoHash).Bytes()))
        {
            var infoHash = ReadHash(reader, 0);
            outcomes[infoHash] =
                reader.IsDBNull(1) ? AttachOutcome.Gone
                : reader.GetBoolean(1) && !replacing.Contains(infoHash) ? AttachOutcome.AlreadyAttached
                : reader.GetBoolean(2) ? AttachOutcome.InWork
                : AttachOutcome.Attached;
        }

        var open = attachments.Where(attachment => outcomes[attachment.InfoHash] == AttachOutcome.Attached).ToArray();
        if (open.Length == 0)
        {
            return outcomes;
        }

        await ContentUpsert.RunAsync(
            connection, [.. open.Where(attachment => !attachment.IsStored).Select(attachment => attachment.Content).DistinctBy(content => content.Ref)],
            now, cancellationToken);

        var rows = await LockRowsAsync([.. open.Select(attachment => attachment.InfoHash)]);
        var ready = new List<(Attachment Attachment, WaitingRow Row)>();
        foreach (var attachment in open)
        {
            var own = rows[attachment.InfoHash].ToArray();
            if (own.Length == 0 || own.Any(row => row.IsAttached && row.Content != attachment.Replaces?.Content))
            {
                outcomes[attachment.InfoHash] = own.Length == 0 ? AttachOutcome.Gone : AttachOutcome.AlreadyAttached;
                continue;
            }

            ready.Add((attachment, own.OrderBy(row => row.IsAttached).ThenByDescending(row => row.IsTyped).First()));
        }

        var written = await WriteAsync(ready);
        foreach (var (attachment, _) in ready.Where(item => !written.ContainsKey(item.Attachment.InfoHash)))
        {
            // The torrent and its row are there, and locked: what is gone is the stored content.
            outcomes[attachment.InfoHash] = AttachOutcome.Busy;
        }

        foreach (var attachment in open.Where(attachment => attachment.Hint is not null && written.ContainsKey(attachment.InfoHash)))
        {
            await TorrentHintRows.WriteAsync(connection, attachment.InfoHash, attachment.Hint!, now, cancellationToken);
        }

        await using var delete = connection.Command(
            TorrentContentsSql.Delete, Texts(written.SelectMany(item => rows[item.Key].Select(row => row.Id).Where(id => id != item.Value))));
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await RequestParsingAsync([.. ready.Where(item => !item.Row.IsTyped).Select(item => item.Attachment.InfoHash).Where(written.ContainsKey)]);
        return outcomes;
    }

    /// <summary>
    /// bitmagnet parses video attributes only of torrents with a type, so torrents that have just got one lack them. One job makes it parse
    /// them; told to call no API, it keeps the content (bitmagnet contract §7).
    /// </summary>
    private async Task RequestParsingAsync(InfoHash[] untyped)
    {
        if (untyped.Length == 0)
        {
            return;
        }

        await using var insert = QueueInsert.Command(connection, schema, [NewQueueJob.WithoutApis(untyped)], now);
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<ILookup<InfoHash, WaitingRow>> LockRowsAsync(InfoHash[] infoHashes)
    {
        var rows = await ReadRowsAsync(infoHashes);

        // A statement that waited for a row which another writer replaced sees neither the old row nor the new one.
        var missing = infoHashes.Except(rows.Select(row => row.InfoHash)).ToArray();
        if (missing.Length > 0)
        {
            rows.AddRange(await ReadRowsAsync(missing));
        }

        return rows.ToLookup(row => row.InfoHash);
    }

    private async Task<List<WaitingRow>> ReadRowsAsync(IEnumerable<InfoHash> infoHashes)
    {
        var rows = new List<WaitingRow>();
        await foreach (var reader in QueryAsync(TorrentContentsSql.LockRows, infoHashes.Bytes()))
        {
            rows.Add(new WaitingRow(
                reader.GetString(0), ReadHash(reader, 1), IsAttached: !reader.IsDBNull(3), IsTyped: !reader.IsDBNull(2), ReadContent(reader),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetBoolean(6)));
        }

        return rows;
    }

    private async Task<Dictionary<InfoHash, string>> WriteAsync(List<(Attachment Attachment, WaitingRow Row)> ready)
    {
        // A row with content has the words of that content in its vector.
        var rebuilt = await RebuildVectorsAsync([.. ready.Where(item => !item.Row.HasVector || item.Row.IsAttached).Select(item => item.Row.Id)]);
        var written = new Dictionary<InfoHash, string>();
        await foreach (var reader in QueryAsync(
            TorrentContentsSql.Insert(schema),
            Texts(ready.Select(item => item.Row.Id)),
            Texts(ready.Select(item => item.Attachment.Content.Ref.Type.ToName())),
            Texts(ready.Select(item => item.Attachment.Content.Ref.Source)),
            Texts(ready.Select(item => item.Attachment.Content.Ref.Id)),
            Texts(ready.Select(item => Languages.Merge(
                ExistingLanguages(item.Attachment, item.Row), item.Attachment.Content.OriginalLanguage, item.Attachment.OriginalLanguage))),
            Texts(ready.Select(item => rebuilt.GetValueOrDefault(item.Row.Id))),
            now.ToUniversalTime()))
        {
            written.Add(ReadHash(reader, 0), reader.GetString(1));
        }

        return written;
    }

    private static string? ExistingLanguages(Attachment attachment, WaitingRow row) => row.IsAttached
        ? JsonSerializer.Serialize(attachment.Replaces!.Languages)
        : row.Languages;

    private static ContentRef? ReadContent(NpgsqlDataReader reader) =>
        reader.IsDBNull(3) || ContentTypeNames.FromName(reader.IsDBNull(2) ? null : reader.GetString(2)) is not { } type
            ? null
            : new ContentRef(type, reader.GetString(3), reader.GetString(4));

    // Rows older than schema 6 that bitmagnet never processed again have no vector (bitmagnet contract §5).
    private async Task<Dictionary<string, string>> RebuildVectorsAsync(string[] ids)
    {
        var vectors = new Dictionary<string, string>();
        if (ids.Length == 0)
        {
            return vectors;
        }

        await foreach (var reader in QueryAsync(TorrentContentsSql.VectorParts, Texts(ids)))
        {
            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
            vectors[reader.GetString(0)] = SearchVector.Of(
                Text(1), Text(2), Text(3), Text(4), Text(5), Text(6), ReadHash(reader, 7), reader.GetString(8), reader.GetFieldValue<string[]>(9)).ToString();
        }

        return vectors;
    }

    private async IAsyncEnumerable<NpgsqlDataReader> QueryAsync(string sql, object first, params object[] others)
    {
        await using var command = connection.Command(sql, first, others);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return reader;
        }
    }

    private static InfoHash ReadHash(NpgsqlDataReader reader, int column) => InfoHash.FromBytes(reader.GetFieldValue<byte[]>(column));

    private static string?[] Texts(IEnumerable<string?> values) => [.. values];
}

/// <summary>A torrent_contents row as it was locked for attaching.</summary>
/// <param name="Id">Primary key.</param>
/// <param name="InfoHash">The torrent.</param>
/// <param name="IsAttached">It has content already.</param>
/// <param name="IsTyped">Its content_type is not NULL.</param>
/// <param name="Content">That content; null also if TMDB does not cover its type.</param>
/// <param name="Languages">The column's JSON, or null.</param>
/// <param name="HasVector">Its tsv is not NULL.</param>
internal sealed record WaitingRow(string Id, InfoHash InfoHash, bool IsAttached, bool IsTyped, ContentRef? Content, string? Languages, bool HasVector);
