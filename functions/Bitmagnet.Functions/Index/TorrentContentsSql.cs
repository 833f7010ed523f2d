using Bitmagnet.Functions.Index.TextSearch;

namespace Bitmagnet.Functions.Index;

/// <summary>The statements on torrent_contents, for the schema at hand (bitmagnet contract §1 Versions, §6).</summary>
internal static class TorrentContentsSql
{
    /// <summary>
    /// Locks the torrents against deletion and tells which of them can be attached: {info hash, has content (null: has no row), is in work}.
    /// $1 info hashes.
    /// </summary>
    public static readonly string LockTorrents =
        $"""
        SELECT t.info_hash,
               {HasContent("t")},
               {TorrentReader.IsInWork}
        FROM torrents t WHERE t.info_hash = ANY ($1) ORDER BY t.info_hash FOR KEY SHARE OF t
        """;

    /// <summary>
    /// Whether a row of the torrent has content; null where it has no row. An EXISTS with content_source in its condition says the same, but
    /// the planner reads everything attached for it where its statistics are of a time when little was.
    /// </summary>
    public static string HasContent(string torrent) =>
        $"(SELECT bool_or(o.content_source IS NOT NULL) FROM torrent_contents o WHERE o.info_hash = {torrent}.info_hash)";

    /// <summary>Locks all rows of the torrents. $1 info hashes.</summary>
    public const string LockRows =
        """
        SELECT tc.id, tc.info_hash, tc.content_type, tc.content_source, tc.content_id, left(tc.languages::text, 10000), tc.tsv IS NOT NULL
        FROM torrent_contents tc WHERE tc.info_hash = ANY ($1) ORDER BY tc.id FOR UPDATE
        """;

    /// <summary>What a search vector of a torrent without content is made of. $1 info hashes.</summary>
    public const string VectorParts =
        """
        SELECT tc.id, tc.video_resolution, tc.video_source, tc.video_codec, tc.video_3d, tc.video_modifier, tc.release_group, t.info_hash, t.name,
               ARRAY(SELECT f.path FROM torrent_files f WHERE f.info_hash = t.info_hash)
        FROM torrent_contents tc JOIN torrents t ON t.info_hash = tc.info_hash
        WHERE tc.id = ANY ($1)
        """;

    /// <summary>Removes the rows that attached rows replace. $1 ids.</summary>
    public const string Delete = "DELETE FROM torrent_contents WHERE id = ANY ($1)";

    /// <summary>
    /// Writes the attached rows beside those they replace, as bitmagnet would: created now, counters and published_at taken afresh; on an existing
    /// row created_at and published_at stay. $1 ids replaced, $2–$4 content key, $5 languages, $6 vectors where the column's will not do, $7 now.
    /// Returns {info hash, new id}; one that is missing had its content deleted.
    /// </summary>
    public static string Insert(IndexSchema schema)
    {
        var counted = schema.HasTorrentsFilesCount ? "r.files_count" : "NULL::int";
        (string Column, string Value)[] columns =
        [
            ("info_hash", "t.info_hash"),
            ("content_type", "c.type"),
            ("content_source", "c.source"),
            ("content_id", "c.id"),
            ("languages", "t.languages::jsonb"),
            ("episodes", "t.episodes"),
            ("video_resolution", "t.video_resolution"),
            ("video_source", "t.video_source"),
            ("video_codec", "t.video_codec"),
            ("video_3d", "t.video_3d"),
            ("video_modifier", "t.video_modifier"),
            ("release_group", "t.release_group"),
            ("tsv", SearchVector.CombineSql),
            ("created_at", "$7"),
            ("updated_at", "$7"),
            .. If(schema.HasTorrentContentsSeeders,
                ("seeders", "s.seeders"), ("leechers", "s.leechers"), ("published_at", "least(r.created_at, s.published_at)")),
            .. If(schema.HasTorrentContentsSize,
                ("size", "r.size"), ("files_count", $"coalesce({counted}, CASE r.files_status WHEN 'single' THEN 1 END)")),
        ];
        var updated = columns
            .Select(column => column.Column)
            .Where(column => column is not ("info_hash" or "content_type" or "content_source" or "content_id" or "created_at" or "published_at"));
        return
            $"""
            INSERT INTO torrent_contents AS attached ({string.Join(", ", columns.Select(column => column.Column))})
            SELECT {string.Join(", ", columns.Select(column => column.Value))}
            FROM (
              SELECT asked.type, asked.source, asked.id, asked.languages, tc.info_hash, tc.episodes, tc.video_resolution, tc.video_source, tc.video_codec,
                     tc.video_3d, tc.video_modifier, tc.release_group, coalesce(asked.rebuilt::tsvector, tc.tsv) AS tsv
              FROM unnest($1, $2, $3, $4, $5, $6) asked (old_id, type, source, id, languages, rebuilt)
              JOIN torrent_contents tc ON tc.id = asked.old_id) t
            JOIN torrents r ON r.info_hash = t.info_hash
            JOIN content c ON {ContentRows.HasKey("t")}
            CROSS JOIN LATERAL (
              SELECT max(o.seeders) AS seeders, max(o.leechers) AS leechers,
                     min(CASE WHEN o.published_at > '2000-01-01Z' THEN o.published_at ELSE o.created_at END) AS published_at
              FROM torrents_torrent_sources o WHERE o.info_hash = t.info_hash) s
            ORDER BY t.info_hash
            ON CONFLICT (id) DO UPDATE SET {string.Join(", ", updated.Select(column => $"{column} = excluded.{column}"))}
            RETURNING attached.info_hash, attached.id
            """;
    }

    private static (string Column, string Value)[] If(bool isThere, params (string, string)[] columns) => isThere ? columns : [];
}
