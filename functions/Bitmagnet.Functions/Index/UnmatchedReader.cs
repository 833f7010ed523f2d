namespace Bitmagnet.Functions.Index;

/// <summary>
/// Lists the torrents without content, newest first, by keyset on torrent_contents' index on updated_at (bitmagnet contract §7). Bounded windows
/// of rows are looked at until a page is full or the time is up, so that a page costs the same at any size of the index.
/// </summary>
public sealed class UnmatchedReader(NpgsqlDataSource dataSource, FeedOptions options, TimeProvider time)
{
    /// <summary>Rows looked at in one statement.</summary>
    public const int Window = 2000;

    private const int LongestId = 500;

    /// <summary>After so long the page is what was found by then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // $1, $2 cursor, $3 window, $4 whether mainly video without a type counts, $5 type, $6 text.
    private static readonly string Sql =
        $"""
        WITH scanned AS MATERIALIZED (
          SELECT tc.info_hash, tc.content_type, tc.content_source, tc.updated_at, tc.id FROM torrent_contents tc
          WHERE tc.updated_at <= $1 AND (tc.updated_at, tc.id) < ($1, $2)
          ORDER BY tc.updated_at DESC, tc.id DESC LIMIT $3)
        SELECT s.info_hash, s.updated_at, s.id, s.content_type, t.name,
               (s.content_source IS NULL
                AND ($5 IS NULL OR s.content_type = $5)
                AND (s.content_type IN ('movie', 'tv_show', 'xxx') OR s.content_type IS NULL AND $4 AND {VideoFiles.IsVideo})
                AND ($6 IS NULL OR {NameWords.Has("$6")})
                AND NOT {TorrentContentsSql.HasContent("s")}) IS TRUE
        FROM scanned s JOIN torrents t ON t.info_hash = s.info_hash
        ORDER BY s.updated_at DESC, s.id DESC
        """;

    /// <summary>Before the newest row.</summary>
    public FeedCursor Start() => FeedCursor.After(time.GetUtcNow().AddDays(1));

    /// <summary>Reads on after a cursor.</summary>
    public async Task<UnmatchedPage> ReadAsync(UnmatchedFilter filter, FeedCursor after, int limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var found = new List<UnmatchedRow>();
        while (true)
        {
            var (next, isEnd) = await ReadWindowAsync(filter, after, limit, found, cancellationToken);
            if (isEnd)
            {
                return new UnmatchedPage(found, null);
            }

            if (found.Count == limit || time.GetElapsedTime(started) > Patience)
            {
                return new UnmatchedPage(found, next);
            }

            after = next;
        }
    }

    private async Task<(FeedCursor Next, bool IsEnd)> ReadWindowAsync(
        UnmatchedFilter filter, FeedCursor after, int limit, List<UnmatchedRow> found, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Command(
            Sql, after.UpdatedAt!.Value.ToUniversalTime(), after.Id, Window, options.UntypedVideo, SqlCommands.Text(filter.Type?.ToName()), SqlCommands.Text(filter.Text));
        var next = after;
        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (found.Count < limit && await reader.ReadAsync(cancellationToken))
        {
            rows++;
            next = new FeedCursor(reader.GetFieldValue<DateTimeOffset>(1), Bounded(reader.GetString(2)));
            var hash = reader.GetFieldValue<byte[]>(0);
            if (reader.GetBoolean(5) && hash.Length == InfoHash.Size && InfoHash.FromBytes(hash) is var infoHash && found.All(row => row.InfoHash != infoHash))
            {
                found.Add(new UnmatchedRow(infoHash, reader.GetString(4), reader.TextOf(3), next.UpdatedAt!.Value));
            }
        }

        return (next, IsEnd: found.Count < limit && rows < Window);
    }

    // A cursor goes into an address; what is left of a longer id sorts before all ids that begin alike.
    private static string Bounded(string id) => id.Length <= LongestId ? id : id[..LongestId];
}

/// <summary>One page of torrents without content, newest first, which may be empty and yet have a next one; null on the last.</summary>
public sealed record UnmatchedPage(IReadOnlyList<UnmatchedRow> Rows, FeedCursor? Next);

/// <summary>A torrent without content, of a kind that is enriched (no type: mainly video), and when bitmagnet last wrote its row.</summary>
public sealed record UnmatchedRow(InfoHash InfoHash, string Name, string? TypeName, DateTimeOffset UpdatedAt);

/// <summary>
/// Which torrents without content to list: those of a type (null: any, also mainly video without one) whose names have words, one after the
/// other (null: any).
/// </summary>
public sealed record UnmatchedFilter(ContentType? Type, string? Text);
