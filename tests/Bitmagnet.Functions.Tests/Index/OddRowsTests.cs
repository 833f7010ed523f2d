using static Bitmagnet.Functions.Tests.Index.Attaching;

namespace Bitmagnet.Functions.Tests.Index;

/// <summary>One row never stops a reader of bitmagnet's tables, whatever its schema permits in it.</summary>
public sealed class OddRowsTests
{
    private static readonly InfoHash Odd = InfoHash.Parse("dddddddddddddddddddddddddddddddddddddddd");

    [Theory]
    [ClassData<EverySchema>]
    public async Task ReadAsync_FeedOverOddRows_FeedsTheOthersAndComesToTheEnd(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.ExecuteAsync(
            """
            INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at) VALUES
              ('', 'empty', 1, false, '-infinity', 'infinity'), ('\x00', 'short', 1, false, 'infinity', '0044-03-15 BC'),
              (decode(repeat('bb', 32), 'hex'), 'version 2', 1, false, '20240-01-01', '20240-01-01'), (decode(repeat('cc', 20), 'hex'), 'of the past', 1, false, '0044-03-15 BC', '0044-03-15 BC'),
              (decode(repeat('dd', 20), 'hex'), 'of the future', -9223372036854775808, false, 'infinity', 'infinity'),
              (decode(repeat('ee', 20), 'hex'), 'long id', 1, false, now(), now());
            INSERT INTO torrent_contents (info_hash, content_type, created_at, updated_at)
            SELECT info_hash, 'movie', created_at, CASE WHEN name IN ('empty', 'short', 'version 2') THEN '2024-05-01Z' ELSE updated_at END FROM torrents WHERE name NOT IN ('Amelie 2001', 'long id');
            INSERT INTO torrent_contents (info_hash, content_type, content_id, created_at, updated_at)
            SELECT info_hash, 'movie', repeat('i', 100000), now(), '2024-05-02Z' FROM torrents WHERE name = 'long id';
            """);
        var reader = new FeedReader(database.Source, new FeedOptions(), new FixedTime(new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero)));

        var newest = await reader.ReadAsync(FeedDirection.New, FeedCursor.After(DateTimeOffset.UnixEpoch), 100, Token);
        var rest = await reader.ReadAsync(FeedDirection.New, newest.Next, 100, Token);
        var backfill = await reader.ReadAsync(FeedDirection.Backfill, FeedCursor.Start, 100, Token);
        var walk = await reader.ReadAsync(
            new FeedFilter(DateTimeOffset.UnixEpoch, new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), null, WithContent: true), FeedCursor.Start, 100, Token);

        Assert.Equal(["aa", "ee"], newest.InfoHashes.Select(First));
        Assert.Equal(["aa", "cc", "ee"], backfill.InfoHashes.Select(First));
        Assert.Equal(["aa", "ee"], walk.InfoHashes.Select(First));
        Assert.Empty(rest.InfoHashes);
        Assert.All([newest, rest, backfill, walk], page => Assert.True(page.IsEnd));
        Assert.InRange(newest.Next.ToString().Length, 1, 2000);
        Assert.Equal(newest.Next, FeedCursor.Parse(newest.Next.ToString()));

        static string First(InfoHash hash) => hash.Hex[..2];
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task ReadAsync_TorrentsOfOddValues_AreReadWithTheOthers(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.ExecuteAsync(
            $$"""
            INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at) VALUES
              ('\x{{Odd}}', E'\u202e\uffff\U0010ffff ' || repeat('x', 100000), -9223372036854775808, false, 'multi', '-infinity', '0044-03-15 BC');
            INSERT INTO torrent_files (info_hash, index, path, size, created_at, updated_at) VALUES
              ('\x{{Odd}}', -2147483648, 'a', -9223372036854775808, now(), now()), ('\x{{Odd}}', 2147483647, 'b.mkv', 9223372036854775807, now(), now());
            INSERT INTO torrent_hints (info_hash, content_type, content_source, content_id, languages, created_at, updated_at)
            VALUES ('\x{{Odd}}', 'no such type', 'imdb', repeat('t', 3000000), (repeat('[', 500) || repeat(']', 500))::jsonb, 'infinity', 'infinity');
            INSERT INTO torrent_contents (info_hash, content_type, languages, created_at, updated_at) VALUES ('\x{{Odd}}', 'movie', 'null', 'infinity', '0044-03-15 BC');
            """);

        var read = await new TorrentReader(database.Source).ReadAsync([InfoHash.Parse(Hash), Odd], Token);

        Assert.Equal([InfoHash.Parse(Hash), Odd], read.Select(torrent => torrent.InfoHash));
        Assert.Equal((true, true, 1000), (read[1].HasRow, read[1].IsVideo, read[1].Hint!.Id!.Length));
        Assert.Empty(Languages.Read(read[1].Hint!.Languages));
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task FindByTitlesAsync_ContentOfOddValues_IsFoundAndLoadedWithTheOthers(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.ExecuteAsync(
            """
            INSERT INTO content (type, source, id, title, release_date, release_year, runtime, popularity, vote_average, vote_count, original_language, overview, tsv, created_at, updated_at) VALUES
              ('movie', 'tmdb', '1', 'Odd', '0044-03-15 BC', -44, -2147483648, 'NaN', 'infinity', -9223372036854775808, '?', repeat('o', 3000000), '''odd'':1A', 'infinity', '-infinity'),
              ('movie', 'tmdb', '2', 'Odd', '5874897-12-31', 5874897, 2147483647, '-infinity', 'NaN', 0, '', '', '''odd'':1A', now(), now()),
              ('movie', 'tmdb', '3', 'Odd', 'infinity', NULL, NULL, 1e308, -1e308, NULL, NULL, NULL, '''odd'':1A', now(), now()),
              ('movie', 'tmdb', '4', 'Odd', NULL, 2147483647, NULL, NULL, NULL, NULL, NULL, NULL, '''odd'':1A', now(), now()),
              ('movie', 'tmdb', '5', '', '2001-01-01', 2001, 90, 1, 1, 1, 'en', 'x', '''odd'':1A', now(), now());
            """);
        using var local = new LocalContent(database.Source);

        var found = Assert.Single(await local.FindByTitlesAsync([("Odd", ContentType.Movie)], Token));
        var loaded = await local.LoadAsync([.. found.Select(candidate => candidate.Ref)], Token);
        var byId = await local.FindByIdsAsync([(ContentType.Movie, "tmdb", "1"), (ContentType.Movie, "tmdb", "5")], Token);

        Assert.Equal(["1", "2", "3", "4", "5"], found.Select(candidate => candidate.Ref.Id).Order());
        Assert.All(found, candidate => Assert.True(double.IsFinite(candidate.Popularity)));
        Assert.All(loaded.Values, content => Assert.True(double.IsFinite(content.Popularity) && double.IsFinite(content.VoteAverage)));
        Assert.Equal([null, null, null, null, new DateOnly(2001, 1, 1)], loaded.OrderBy(item => item.Key.Id).Select(item => item.Value.ReleaseDate));
        Assert.All(byId, Assert.NotNull);
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task AttachAsync_TorrentsOfOddValues_AreAttachedWithTheOthers(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.ExecuteAsync(
            $"""
            INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at) VALUES ('\x{Odd}', '', -9223372036854775808, false, '0044-03-15 BC', 'infinity');
            INSERT INTO torrents_torrent_sources (source, info_hash, seeders, leechers, published_at, created_at, updated_at)
            VALUES ('dht', '\x{Odd}', -2147483648, 2147483647, 'infinity', '-infinity', '20240-01-01');
            INSERT INTO torrent_contents (info_hash, content_type, languages, episodes, created_at, updated_at)
            VALUES ('\x{Odd}', 'movie', (repeat('[', 500) || repeat(']', 500))::jsonb, 'null', '-infinity', 'infinity');
            """);

        var outcomes = await Writer(database).AttachAsync(
            [
                new(Odd, Contents.Amelie, IsStored: false, LanguageRule.WhereNone),
                new(InfoHash.Parse(Hash), Contents.Amelie, IsStored: false, LanguageRule.WhereNone),
            ],
            Token);

        Assert.All(outcomes.Values, outcome => Assert.Equal(WriteOutcome.Done, outcome));
        Assert.Equal("""["fr"]""", await database.ValueAsync($"SELECT languages FROM torrent_contents WHERE info_hash = '\\x{Odd}'"));
    }
}
