namespace Bitmagnet.Functions.Tests.Index;

public sealed class FeedReaderTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(FeedDirection.New)]
    [InlineData(FeedDirection.Backfill)]
    public async Task ReadAsync_MixedRows_FeedsOnlyWhatIsToBeEnriched(FeedDirection direction)
    {
        await using var database = await IndexDatabase.CreateAsync();
        await AddAsync(database, 1, "movie");
        await AddAsync(database, 2, "tv_show");
        await AddAsync(database, 3, "xxx");
        await AddAsync(database, 4, "music");
        await AddAsync(database, 5, null, "Video.mkv");
        await AddAsync(database, 6, null, "Document.pdf");
        await AddAsync(database, 7, "movie", updatedAt: Now - TimeSpan.FromMinutes(14));
        await AddAsync(database, 8, "movie");
        await database.ExecuteAsync(
            $"""
            INSERT INTO content (type, source, id, title, created_at, updated_at) VALUES ('movie', 'tmdb', '1', 'x', now(), now());
            INSERT INTO torrent_contents (info_hash, content_type, content_source, content_id, created_at, updated_at)
            VALUES ('\x{Hash(8)}', 'movie', 'tmdb', '1', now(), '2025-01-01Z');
            """);

        var page = await Reader(database, new FeedOptions()).ReadAsync(direction, Start(direction), 100, Token);
        var typedOnly = await Reader(database, new FeedOptions { UntypedVideo = false }).ReadAsync(direction, Start(direction), 100, Token);

        Assert.Equal([Hash(1), Hash(2), Hash(3), Hash(5)], page.InfoHashes);
        Assert.True(page.IsEnd);
        Assert.Equal([Hash(1), Hash(2), Hash(3)], typedOnly.InfoHashes);
    }

    [Theory]
    [InlineData(FeedDirection.New)]
    [InlineData(FeedDirection.Backfill)]
    public async Task ReadAsync_PageByPage_GivesEveryTorrentOnce(FeedDirection direction)
    {
        await using var database = await IndexDatabase.CreateAsync();
        for (var n = 1; n <= 7; n++)
        {
            await AddAsync(database, n, n == 4 ? "music" : "movie");
        }

        var reader = Reader(database, new FeedOptions());
        var cursor = Start(direction);
        var pages = new List<string>();
        while (true)
        {
            var page = await reader.ReadAsync(direction, cursor, 2, Token);
            cursor = FeedCursor.Parse(page.Next.ToString());
            pages.Add(string.Join(',', page.InfoHashes.Select(hash => hash.Hex[^1])));
            if (page.IsEnd)
            {
                break;
            }
        }

        Assert.Equal(["1,2", "3,5", "6,7", ""], pages);
        Assert.Empty((await reader.ReadAsync(direction, cursor, 2, Token)).InfoHashes);
        await AddAsync(database, 9, "movie", updatedAt: Now - TimeSpan.FromMinutes(15));
        Assert.Equal([Hash(9)], (await reader.ReadAsync(direction, cursor, 2, Token)).InfoHashes);
    }

    [Fact]
    public async Task Newest_RowsTooFreshForTheBackfill_AreAhead()
    {
        await using var database = await IndexDatabase.CreateAsync();
        await AddAsync(database, 1, "movie", updatedAt: Now - TimeSpan.FromMinutes(14));
        var start = Reader(database, new FeedOptions()).Newest();
        Assert.Empty((await Reader(database, new FeedOptions()).ReadAsync(FeedDirection.Backfill, FeedCursor.Start, 5, Token)).InfoHashes);

        var later = new FeedReader(database.Source, new FeedOptions(), new FixedTime(Now.AddMinutes(5)));

        Assert.Equal([Hash(1)], (await later.ReadAsync(FeedDirection.New, start, 5, Token)).InfoHashes);
    }

    [Theory]
    [InlineData(FeedDirection.New)]
    [InlineData(FeedDirection.Backfill)]
    public async Task ReadAsync_LoadedTable_ReadsAWindowByIndex(FeedDirection direction)
    {
        await using var database = await IndexDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at)
            SELECT decode(lpad(to_hex(n), 40, '0'), 'hex'), 'x', 1, false, now(), now() FROM generate_series(1, 30000) n;
            INSERT INTO torrent_contents (info_hash, content_type, created_at, updated_at)
            SELECT info_hash, 'music', now(), '2025-01-01Z'::timestamptz + row_number() OVER (ORDER BY info_hash) * interval '1 second' FROM torrents;
            ANALYZE;
            """);

        await using var connection = await database.Source.OpenConnectionAsync(Token);
        var plan = await ExplainAsync(connection, direction);
        var page = await Reader(database, new FeedOptions()).ReadAsync(direction, Start(direction), 100, Token);

        Assert.Empty(page.InfoHashes);
        Assert.False(page.IsEnd);
        Assert.Equal(direction == FeedDirection.Backfill ? Hash(FeedReader.Window).Hex : $"{Hash(FeedReader.Window)}:music:?:?", page.Next.Id);
        Assert.DoesNotMatch(@"Seq Scan on (torrents|torrent_contents)\b", plan);
    }

    [Fact]
    public async Task ReadAsync_WithAFilter_FeedsOnlyWhatItLetsPass()
    {
        await using var database = await IndexDatabase.CreateAsync();
        await AddAsync(database, 1, "movie");
        await AddAsync(database, 2, "tv_show");
        await AddAsync(database, 3, "xxx");
        await AddAsync(database, 4, null, "Video.mkv");
        await AddAsync(database, 5, "movie");
        await AddAsync(database, 6, "music");
        await database.ExecuteAsync(
            $"""
            INSERT INTO content (type, source, id, title, created_at, updated_at) VALUES ('movie', 'tmdb', '1', 'x', now(), now());
            UPDATE torrent_contents SET content_source = 'tmdb', content_id = '1' WHERE info_hash = '\x{Hash(5)}';
            UPDATE torrents SET created_at = '2025-01-01Z'::timestamptz + get_byte(info_hash, 19) * interval '1 day';
            """);

        Assert.Equal("1,2,3,4", await WalkAsync(new FeedFilter(null, null, null, WithContent: false)));
        Assert.Equal("1,2,3,4,5", await WalkAsync(new FeedFilter(null, null, null, WithContent: true)));
        Assert.Equal("1,3,5", await WalkAsync(new FeedFilter(null, null, [ContentType.Movie, ContentType.Xxx], WithContent: true)));
        Assert.Equal("2,3", await WalkAsync(new FeedFilter(Day(2), Day(4), null, WithContent: false)));
        Assert.Equal("3,4", await WalkAsync(new FeedFilter(Day(3), null, null, WithContent: false)));
        Assert.Equal("1", await WalkAsync(new FeedFilter(null, Day(2), null, WithContent: false)));
        Assert.Equal("4", await WalkAsync(new FeedFilter(null, null, null, WithContent: false) { Text = "VIDEO mkv" }));

        async Task<string> WalkAsync(FeedFilter filter)
        {
            var page = await Reader(database, new FeedOptions()).ReadAsync(filter, FeedCursor.Start, 100, Token);
            Assert.True(page.IsEnd);
            return string.Join(',', page.InfoHashes.Select(hash => hash.ToBytes()[^1]));
        }

        static DateTimeOffset Day(int n) => new(2025, 1, 1 + n, 0, 0, 0, TimeSpan.Zero);
    }

    private static async Task<string> ExplainAsync(Npgsql.NpgsqlConnection connection, FeedDirection direction)
    {
        await using var explain = new Npgsql.NpgsqlCommand("EXPLAIN " + FeedReader.Sql(direction), connection);
        explain.Parameters.Add(direction == FeedDirection.New ? new() { Value = DateTime.UnixEpoch } : new() { Value = Array.Empty<byte>() });
        explain.Parameters.Add(new() { Value = "" });
        explain.Parameters.Add(new() { Value = Now.UtcDateTime });
        explain.Parameters.Add(new() { Value = FeedReader.Window });
        explain.Parameters.Add(new() { Value = true });
        await using var reader = await explain.ExecuteReaderAsync(Token);
        var plan = new System.Text.StringBuilder();
        while (await reader.ReadAsync(Token))
        {
            plan.AppendLine(reader.GetString(0));
        }

        return plan.ToString();
    }

    private static InfoHash Hash(int n) => InfoHash.Parse(n.ToString("x40", System.Globalization.CultureInfo.InvariantCulture));

    private static FeedCursor Start(FeedDirection direction) =>
        direction == FeedDirection.New ? FeedCursor.After(DateTimeOffset.UnixEpoch) : FeedCursor.Start;

    private static FeedReader Reader(IndexDatabase database, FeedOptions options) => new(database.Source, options, new FixedTime(Now));

    private static Task AddAsync(IndexDatabase database, int n, string? type, string name = "x", DateTimeOffset? updatedAt = null) => database.ExecuteAsync(
        $"""
        INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at)
        VALUES ('\x{Hash(n)}', '{name}', 200000000, false, 'single', now(), now());
        INSERT INTO torrent_contents (info_hash, content_type, created_at, updated_at)
        VALUES ('\x{Hash(n)}', {(type is null ? "NULL" : $"'{type}'")}, now(), '{updatedAt ?? Now.AddDays(-30).AddSeconds(n):O}');
        """);
}
