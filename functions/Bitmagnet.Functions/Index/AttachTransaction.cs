using Bitmagnet.Functions.Index.Queue;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// One transaction of <see cref="ContentWriter"/>. The order is that of bitmagnet contract §8: torrents, content and what hangs on it,
/// the torrents' rows locked and looked at again, then the write.
/// </summary>
internal sealed class AttachTransaction(NpgsqlConnection connection, IndexSchema schema, DateTimeOffset now, CancellationToken cancellationToken)
{
    /// <summary>Attaches what can be attached; the caller commits. The answer names every info hash.</summary>
    public async Task<Dictionary<InfoHash, WriteOutcome>> RunAsync(IReadOnlyList<Attachment> attachments)
    {
        var replacing = attachments.Where(attachment => attachment.Replaces is not null).Select(attachment => attachment.InfoHash).ToHashSet();
        var outcomes = attachments.ToDictionary(attachment => attachment.InfoHash, _ => WriteOutcome.Gone);
        var lockTorrents = connection.Command(TorrentContentsSql.LockTorrents, outcomes.Keys.Bytes());
        await foreach (var row in lockTorrents.RowsAsync(cancellationToken))
        {
            var infoHash = row.HashOf(0);
            outcomes[infoHash] =
                row.IsDBNull(1) ? WriteOutcome.Gone
                : row.GetBoolean(1) && !replacing.Contains(infoHash) ? WriteOutcome.Changed
                : row.GetBoolean(2) ? WriteOutcome.InWork
                : WriteOutcome.Done;
        }

        var open = attachments.Where(attachment => outcomes[attachment.InfoHash] == WriteOutcome.Done).ToArray();
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
                outcomes[attachment.InfoHash] = own.Length == 0 ? WriteOutcome.Gone : WriteOutcome.Changed;
                continue;
            }

            ready.Add((attachment, own.OrderBy(row => row.IsAttached).ThenByDescending(row => row.IsTyped).First()));
        }

        var written = await WriteAsync(ready);
        foreach (var (attachment, _) in ready.Where(item => !written.ContainsKey(item.Attachment.InfoHash)))
        {
            // The torrent and its row are there, and locked: what is gone is the stored content.
            outcomes[attachment.InfoHash] = WriteOutcome.Busy;
        }

        foreach (var attachment in open.Where(attachment => attachment.Hint is not null && written.ContainsKey(attachment.InfoHash)))
        {
            await TorrentHintRows.WriteAsync(connection, attachment.InfoHash, attachment.Hint!, now, cancellationToken);
        }

        var replaced = written.SelectMany(item => rows[item.Key].Select(row => row.Id).Where(id => id != item.Value));
        await connection.Command(TorrentContentsSql.Delete, Texts(replaced)).RunAsync(cancellationToken);
        await RequestParsingAsync([.. ready.Where(item => !item.Row.IsTyped).Select(item => item.Attachment.InfoHash).Where(written.ContainsKey)]);
        return outcomes;
    }

    /// <summary>
    /// bitmagnet parses video attributes only of torrents with a type, so torrents that have just got one lack them. One job makes it parse
    /// them; told to call no API, it keeps the content (bitmagnet contract §7).
    /// </summary>
    private async Task RequestParsingAsync(InfoHash[] untyped)
    {
        if (untyped.Length > 0)
        {
            await QueueInsert.Command(connection, schema, [NewQueueJob.WithoutApis(untyped)], now).RunAsync(cancellationToken);
        }
    }

    private async Task<ILookup<InfoHash, WaitingRow>> LockRowsAsync(InfoHash[] infoHashes)
    {
        var rows = await WaitingRow.LockAsync(connection, infoHashes, cancellationToken);

        // A statement that waited for a row which another writer replaced sees neither the old row nor the new one.
        var missing = infoHashes.Except(rows.Select(row => row.InfoHash)).ToArray();
        if (missing.Length > 0)
        {
            rows.AddRange(await WaitingRow.LockAsync(connection, missing, cancellationToken));
        }

        return rows.ToLookup(row => row.InfoHash);
    }

    private async Task<Dictionary<InfoHash, string>> WriteAsync(List<(Attachment Attachment, WaitingRow Row)> ready)
    {
        // A row with content has the words of that content in its vector; rows older than schema 6 that bitmagnet never processed again
        // have no vector (bitmagnet contract §5).
        var stale = ready.Where(item => !item.Row.HasVector || item.Row.IsAttached).Select(item => item.Row.Id);
        var rebuilt = await WaitingRow.VectorsAsync(connection, [.. stale], cancellationToken);
        var written = new Dictionary<InfoHash, string>();
        var insert = connection.Command(
            TorrentContentsSql.Insert(schema),
            Texts(ready.Select(item => item.Row.Id)),
            Texts(ready.Select(item => item.Attachment.Content.Ref.Type.ToName())),
            Texts(ready.Select(item => item.Attachment.Content.Ref.Source)),
            Texts(ready.Select(item => item.Attachment.Content.Ref.Id)),
            Texts(ready.Select(item => Languages.Merge(
                ExistingLanguages(item.Attachment, item.Row), item.Attachment.Content.OriginalLanguage, item.Attachment.OriginalLanguage))),
            Texts(ready.Select(item => rebuilt.GetValueOrDefault(item.Row.Id))),
            now.ToUniversalTime());
        await foreach (var row in insert.RowsAsync(cancellationToken))
        {
            written.Add(row.HashOf(0), row.GetString(1));
        }

        return written;
    }

    private static string? ExistingLanguages(Attachment attachment, WaitingRow row) => row.IsAttached
        ? JsonSerializer.Serialize(attachment.Replaces!.Languages, StoredJson.Default.IReadOnlyListString)
        : row.Languages;

    private static string?[] Texts(IEnumerable<string?> values) => [.. values];
}
