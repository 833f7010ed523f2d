namespace Bitmagnet.Functions.Index;

/// <summary>
/// Finds the torrents to enrich (bitmagnet contract §7): without content, of a type that TMDB can answer or mainly video without a type,
/// settled, and with no other row that has content. Each call looks at a bounded window of rows by keyset on an index that bitmagnet has,
/// so that it costs the same at any size of the index and however few rows qualify.
/// </summary>
public sealed class FeedReader(NpgsqlDataSource dataSource, FeedOptions options, TimeProvider time)
{
    /// <summary>Most rows looked at in one call.</summary>
    public const int Window = 2000;

    private const int LongestId = 1000;

    /// <summary>By torrent_contents' index on updated_at; attaching bumps it, so rows attached since are passed over once. $1, $2 cursor, $3 the newest settled, $4 window.</summary>
    private const string New =
        """
        SELECT tc.info_hash, tc.content_type, tc.content_source, tc.updated_at, tc.id FROM torrent_contents tc
        WHERE tc.updated_at >= $1 AND (tc.updated_at, tc.id) > ($1, $2) AND tc.updated_at <= $3
        ORDER BY tc.updated_at, tc.id LIMIT $4
        """;

    /// <summary>By torrent_contents' unique index on (info_hash, content_type, content_source, content_id). $1 cursor, $4 window.</summary>
    private const string Backfill =
        """
        SELECT tc.info_hash, tc.content_type, tc.content_source, tc.updated_at, tc.id FROM torrent_contents tc
        WHERE tc.info_hash > $1 AND tc.content_source IS NULL
        ORDER BY tc.info_hash LIMIT $4
        """;

    /// <summary>The same with the rows that have content.</summary>
    private const string BackfillOfAll =
        """
        SELECT tc.info_hash, tc.content_type, tc.content_source, tc.updated_at, tc.id FROM torrent_contents tc
        WHERE tc.info_hash > $1
        ORDER BY tc.info_hash LIMIT $4
        """;

    private static readonly string WithoutContent = $"AND s.content_source IS NULL AND NOT {TorrentContentsSql.HasContent("s")}";

    /// <summary>$6, $7 since and until, $8 types, $9 words of the name; null: any.</summary>
    private static readonly string Filter =
        $"""
        AND ($8 IS NULL OR s.content_type = ANY ($8)) IS TRUE
        AND ($6 IS NULL AND $7 IS NULL
             OR EXISTS (SELECT FROM torrents t WHERE t.info_hash = s.info_hash
                        AND t.created_at >= coalesce($6, '-infinity') AND t.created_at < coalesce($7, 'infinity')))
        AND ($9 IS NULL OR EXISTS (SELECT FROM torrents t WHERE t.info_hash = s.info_hash AND {NameWords.Has("$9")}))
        """;

    /// <summary>Where the cursor of <see cref="FeedDirection.New"/> starts: early enough for rows that the backfill meets before they have settled.</summary>
    public FeedCursor Newest() => FeedCursor.After(time.GetUtcNow() - options.SettleTime - TimeSpan.FromMinutes(1));

    /// <summary>
    /// Reads on after a cursor until <paramref name="limit"/> torrents are found, the window is through, or there are no more rows.
    /// A page without torrents is not the end unless <see cref="FeedPage.IsEnd"/> says so.
    /// </summary>
    public Task<FeedPage> ReadAsync(FeedDirection direction, FeedCursor after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(direction, null, after, limit, cancellationToken);

    /// <summary>The same over the old rows of a filter.</summary>
    public Task<FeedPage> ReadAsync(FeedFilter filter, FeedCursor after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(FeedDirection.Backfill, filter, after, limit, cancellationToken);

    private async Task<FeedPage> ReadAsync(FeedDirection direction, FeedFilter? filter, FeedCursor after, int limit, CancellationToken cancellationToken)
    {
        object position = direction == FeedDirection.New ? (after.UpdatedAt ?? DateTimeOffset.UnixEpoch).ToUniversalTime() : Convert.FromHexString(after.Id);
        object[] filtered = filter is null
            ? []
            : [SqlCommands.Time(filter.Since), SqlCommands.Time(filter.Until), SqlCommands.Texts(filter.Types?.Select(type => type.ToName()).ToArray()),
                SqlCommands.Text(filter.Text)];
        await using var command = dataSource.Command(
            Sql(direction, filter), position, [after.Id, time.GetUtcNow() - options.SettleTime, Window, options.UntypedVideo, .. filtered]);
        var found = new List<InfoHash>();
        var seen = new HashSet<InfoHash>();
        var next = after;
        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (found.Count < limit && await reader.ReadAsync(cancellationToken))
        {
            rows++;
            var hash = reader.GetFieldValue<byte[]>(0);
            next = direction == FeedDirection.New
                ? new FeedCursor(reader.GetFieldValue<DateTimeOffset>(1), Bounded(reader.GetString(2)))
                : new FeedCursor(null, Convert.ToHexStringLower(hash));
            if (reader.GetBoolean(3) && hash.Length == InfoHash.Size && InfoHash.FromBytes(hash) is var infoHash && seen.Add(infoHash))
            {
                found.Add(infoHash);
            }
        }

        return new FeedPage(found, next, IsEnd: found.Count < limit && rows < Window);
    }

    // A table's property holds the cursor; a cut id gets a last character that sorts after all ids that begin alike.
    private static string Bounded(string id) => id.Length <= LongestId ? id : id[..LongestId] + '\uFFFF';

    internal static string Sql(FeedDirection direction, FeedFilter? filter = null) =>
        $"""
        WITH scanned AS MATERIALIZED ({(direction == FeedDirection.New ? New : filter is { WithContent: true } ? BackfillOfAll : Backfill)})
        SELECT s.info_hash, s.updated_at, s.id,
               s.updated_at <= $3
               AND (s.content_type IN ('movie', 'tv_show', 'xxx')
                    OR s.content_type IS NULL AND $5
                       AND (SELECT {VideoFiles.IsVideo} FROM torrents t WHERE t.info_hash = s.info_hash)) IS TRUE
               {(filter is null ? "" : Filter)}
               {(filter is { WithContent: true } ? "" : WithoutContent)}
        FROM scanned s
        ORDER BY {(direction == FeedDirection.New ? "s.updated_at, s.id" : "s.info_hash")}
        """;
}

/// <summary>
/// One page of the feed: distinct torrents in the cursor's order, and the cursor after them, to be kept only once they are safely in jobs.
/// At the end there was nothing more to read at this time.
/// </summary>
public sealed record FeedPage(IReadOnlyList<InfoHash> InfoHashes, FeedCursor Next, bool IsEnd);
