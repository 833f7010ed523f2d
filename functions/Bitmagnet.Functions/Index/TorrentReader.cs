namespace Bitmagnet.Functions.Index;

/// <summary>Reads the torrents of a job.</summary>
public sealed class TorrentReader(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Whether a job of bitmagnet's names the torrent t, and may write its rows at any moment (bitmagnet contract §8 Stale read): by the GIN
    /// index on (queue, payload), after <see cref="ByIndex"/>. Queue and status are compared as expressions, so that no index on them seems to
    /// help: one that answers with the whole queue is no better than none.
    /// </summary>
    internal const string IsInWork =
        """
        EXISTS (SELECT FROM queue_jobs q
                WHERE q.queue || '' = 'process_torrent' AND q.status::text IN ('pending', 'retry')
                  AND q.payload @> jsonb_build_object('InfoHashes', jsonb_build_array(encode(t.info_hash, 'hex'))))
        """;

    /// <summary>Whether a job names the torrent t, in any state.</summary>
    internal const string IsInAJob =
        """
        EXISTS (SELECT FROM queue_jobs q
                WHERE q.queue || '' = 'process_torrent'
                  AND q.payload @> jsonb_build_object('InfoHashes', jsonb_build_array(encode(t.info_hash, 'hex'))))
        """;

    /// <summary>
    /// For the transaction at hand. The planner takes one payload of a hundred for a match and expects to meet one soon, so that it would read
    /// the whole queue for each torrent that no job names: seconds each, where millions of jobs wait.
    /// </summary>
    internal const string ByIndex = "SET LOCAL enable_seqscan = off";

    // Each sub-select is one look-up by torrent: the unique index on (info_hash, …) for rows, and that for bitmagnet's jobs (bitmagnet contract §1, §8).
    private const string Sql =
        $"""
        SELECT t.info_hash, t.name, h.content_type, h.content_source, left(h.content_id, 1000), left(h.languages::text, 10000),
               row.content_type, row.content_source, row.content_id, row.id IS NOT NULL,
               {IsInWork},
               files.is_video,
               (SELECT seen.at FROM (SELECT least(t.created_at, min(CASE WHEN s.published_at > '2000-01-01Z' THEN s.published_at ELSE s.created_at END)) AS at
                                     FROM torrents_torrent_sources s WHERE s.info_hash = t.info_hash) seen
                WHERE seen.at BETWEEN '2000-01-01Z' AND '2200-01-01Z'),
               files.videos,
               files.largest
        FROM unnest($1) WITH ORDINALITY asked (info_hash, n)
        JOIN torrents t ON t.info_hash = asked.info_hash
        LEFT JOIN torrent_hints h ON h.info_hash = t.info_hash
        LEFT JOIN LATERAL (
          SELECT tc.id, tc.content_type, tc.content_source, tc.content_id FROM torrent_contents tc
          WHERE tc.info_hash = t.info_hash
          ORDER BY tc.content_source IS NULL, tc.content_type IN ('movie', 'tv_show', 'xxx') DESC NULLS LAST, tc.id LIMIT 1) row ON true
        CROSS JOIN LATERAL ({VideoFiles.Files}) files
        ORDER BY asked.n
        """;

    /// <summary>The torrents that exist, each once, in the order asked for; one statement.</summary>
    public async Task<IReadOnlyList<IndexedTorrent>> ReadAsync(IReadOnlyList<InfoHash> infoHashes, CancellationToken cancellationToken)
    {
        var torrents = new List<IndexedTorrent>(infoHashes.Count);
        await using var batch = ByIndexBatch(Sql, infoHashes.Distinct());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            torrents.Add(new IndexedTorrent
            {
                InfoHash = reader.HashOf(0),
                Name = reader.GetString(1),
                Hint = reader.TextOf(2) is { } type ? new TorrentHint(type, reader.TextOf(3), reader.TextOf(4), reader.TextOf(5)) : null,
                TypeName = reader.TextOf(6),
                Content = reader.ContentOf(6),
                IsAttached = !reader.IsDBNull(7),
                HasRow = reader.GetBoolean(9),
                IsActiveInQueue = reader.GetBoolean(10),
                IsVideo = reader.GetBoolean(11),
                PublishedAt = reader.IsDBNull(12) ? null : reader.GetFieldValue<DateTimeOffset>(12),
                VideoFiles = reader.IsDBNull(13) ? null : reader.GetInt32(13),
                LargestVideos = reader.GetFieldValue<string[]>(14),
            });
        }

        return torrents;
    }

    /// <summary>Whether bitmagnet has any torrent in work: by its index on (queue, status), whatever the size of its queue.</summary>
    public async Task<bool> HasWorkAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT EXISTS (SELECT FROM queue_jobs WHERE queue = 'process_torrent' AND status = 'pending') OR EXISTS (SELECT FROM queue_jobs WHERE queue = 'process_torrent' AND status = 'retry')");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Those of the torrents that a job of bitmagnet's names (bitmagnet contract §8).</summary>
    public async Task<IReadOnlySet<InfoHash>> ReadInWorkAsync(IReadOnlyList<InfoHash> infoHashes, CancellationToken cancellationToken)
    {
        var inWork = new HashSet<InfoHash>();
        await using var batch = ByIndexBatch($"SELECT t.info_hash FROM unnest($1) AS t (info_hash) WHERE {IsInWork}", infoHashes);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            inWork.Add(reader.HashOf(0));
        }

        return inWork;
    }

    /// <summary>A statement after <see cref="ByIndex"/> in one round trip: PostgreSQL takes a batch for a transaction.</summary>
    private NpgsqlBatch ByIndexBatch(string sql, IEnumerable<InfoHash> infoHashes)
    {
        var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('enable_seqscan', 'off', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter { Value = infoHashes.Bytes() } } });
        return batch;
    }
}
