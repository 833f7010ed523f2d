using static Bitmagnet.Functions.Tests.Index.Attaching;

namespace Bitmagnet.Functions.Tests.Index;

public sealed class ContentWriterTests
{
    private const string Now = "2025-06-01 12:00:00+00";

    [Theory]
    [ClassData<EverySchema>]
    public async Task AttachAsync_NewContent_WritesTheRowsOfBitmagnet(int schema)
    {
        await using var database = await CreateAsync(schema);

        var outcomes = await AttachAsync(database, Contents.Amelie);

        Assert.Equal(WriteOutcome.Done, outcomes[InfoHash.Parse(Hash)]);
        Assert.Equal(
            "movie | tmdb | 194 | Amélie | Le Fabuleux Destin d'Amélie | 2001-04-25 | 2001 | f | fr | A waitress decides to help. | 122 | 8.199999809265137 | 7.900000095367432 | 11000 | "
            + $"'2001':9B 'amelie':1A,7A 'comedy':11 'd':6A 'destin':5A 'fabuleux':4A 'le':3A 'romance':13 'tt0211915':15 | {Now} | {Now}",
            await database.ValueAsync(
                "SELECT type, source, id, title, original_title, release_date, release_year, adult, original_language, overview, runtime, popularity, vote_average, vote_count, tsv, created_at, updated_at FROM content"));
        Assert.Equal(
            [$"movie | tmdb | 194 | imdb | id | tt0211915 | {Now} | {Now}", $"movie | tmdb | 194 | tmdb | poster_path | /a.jpg | {Now} | {Now}"],
            await database.RowsAsync("SELECT content_type, content_source, content_id, source, key, value, created_at, updated_at FROM content_attributes ORDER BY source"));
        Assert.Equal(
            [$"franchise | tmdb | 9 | Amélie Collection | {Now} | {Now}", $"genre | tmdb | 10749 | Romance | {Now} | {Now}", $"genre | tmdb | 35 | Comedy | {Now} | {Now}"],
            await database.RowsAsync("SELECT type, source, id, name, created_at, updated_at FROM content_collections ORDER BY type, id"));
        Assert.Equal(
            ["movie | tmdb | 194 | franchise | tmdb | 9", "movie | tmdb | 194 | genre | tmdb | 10749", "movie | tmdb | 194 | genre | tmdb | 35"],
            await database.RowsAsync(
                "SELECT content_type, content_source, content_id, content_collection_type, content_collection_source, content_collection_id FROM content_collections_content ORDER BY 4, 6"));
        Assert.Equal(
            $"{Hash}:movie:tmdb:194 | \\x{Hash} | movie | tmdb | 194 | [\"fr\"] | {{\"1\": {{}}}} | V1080p | BluRay | x264 | ∅ | ∅ | GRP | "
            + $"'1080p':17C '2001':9B,28A '{Hash}':25A 'amelie':1A,7A,27A 'bluray':19C 'comedy':11 'd':6A 'destin':5A 'fabuleux':4A 'grp':23C 'le':3A 'romance':13 'tt0211915':15 'x264':21C | {Now} | {Now}",
            await database.ValueAsync(
                "SELECT id, info_hash, content_type, content_source, content_id, languages, episodes, video_resolution, video_source, video_codec, video_3d, video_modifier, release_group, tsv, created_at, updated_at FROM torrent_contents"));
        if (schema >= 18)
        {
            Assert.Equal(
                "40 | 7 | 2024-02-03 00:00:00+00 | 5000000000 | 1",
                await database.ValueAsync("SELECT seeders, leechers, published_at, size, files_count FROM torrent_contents"));
        }
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task AttachAsync_Twice_ChangesNothing(int schema)
    {
        await using var database = await CreateAsync(schema);
        await AttachAsync(database, Contents.Amelie);
        var before = await SnapshotAsync(database);

        var outcomes = await AttachAsync(database, Contents.Amelie with { Title = "Other" }, "2025-07-01T00:00:00Z");

        Assert.Equal(WriteOutcome.Changed, outcomes[InfoHash.Parse(Hash)]);
        Assert.Equal(before, await SnapshotAsync(database));
    }

    [Fact]
    public async Task AttachAsync_ContentOfAnotherWriter_FollowsBitmagnetsConflictRules()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(
            """
            INSERT INTO content (type, source, id, title, created_at, updated_at) VALUES ('movie', 'tmdb', '194', 'Old', '2020-01-01Z', '2020-01-01Z');
            INSERT INTO content_attributes VALUES ('movie', 'tmdb', '194', 'imdb', 'id', 'tt1', '2020-01-01Z', '2020-01-01Z'), ('movie', 'tmdb', '194', 'tmdb', 'backdrop_path', '/old', '2020-01-01Z', '2020-01-01Z');
            INSERT INTO content_collections VALUES ('genre', 'tmdb', '35', 'Old genre', '2020-01-01Z', '2020-01-01Z');
            """);

        await AttachAsync(database, Contents.Amelie);

        Assert.Equal($"Amélie | fr | 2020-01-01 00:00:00+00 | {Now}", await database.ValueAsync("SELECT title, original_language, created_at, updated_at FROM content"));
        Assert.Equal(
            ["imdb | id | tt1 | 2020-01-01 00:00:00+00", "tmdb | backdrop_path | /old | 2020-01-01 00:00:00+00", $"tmdb | poster_path | /a.jpg | {Now}"],
            await database.RowsAsync("SELECT source, key, value, updated_at FROM content_attributes ORDER BY source, key"));
        Assert.Equal("Old genre", await database.ValueAsync("SELECT name FROM content_collections WHERE id = '35'"));
    }

    [Fact]
    public async Task AttachAsync_StoredContent_IsNotWrittenAgain()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync("INSERT INTO content (type, source, id, title, tsv, created_at, updated_at) VALUES ('movie', 'tmdb', '194', 'Old', '''old'':1A', '2020-01-01Z', '2020-01-01Z')");

        var outcomes = await Writer(database).AttachAsync([new(InfoHash.Parse(Hash), Contents.Amelie, IsStored: true, LanguageRule.WhereNone)], Token);

        Assert.Equal(WriteOutcome.Done, outcomes[InfoHash.Parse(Hash)]);
        Assert.Equal("Old | 2020-01-01 00:00:00+00", await database.ValueAsync("SELECT title, updated_at FROM content"));
        Assert.StartsWith("'1080p':3C", await database.ValueAsync("SELECT tsv FROM torrent_contents"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttachAsync_AdultMovie_BecomesXxx()
    {
        await using var database = await CreateAsync(20);

        await AttachAsync(database, Contents.Amelie with { Adult = true });

        Assert.Equal($"{Hash}:xxx:tmdb:194", await database.ValueAsync("SELECT id FROM torrent_contents"));
        Assert.Equal("xxx | t", await database.ValueAsync("SELECT type, adult FROM content"));
    }

    [Theory]
    [InlineData("NULL", "fr", LanguageRule.WhereNone, "[\"fr\"]")]
    [InlineData("'[]'", "fr", LanguageRule.WhereNone, "[\"fr\"]")]
    [InlineData("'[]'", null, LanguageRule.WhereNone, "[]")]
    [InlineData("NULL", null, LanguageRule.Joins, "[]")]
    [InlineData("'[\"en\"]'", "fr", LanguageRule.WhereNone, "[\"en\"]")]
    [InlineData("'[\"en\"]'", "de", LanguageRule.Joins, "[\"en\", \"de\"]")]
    [InlineData("'[\"uk\"]'", "zu", LanguageRule.Joins, "[\"uk\", \"zu\"]")]
    [InlineData("'[\"en\"]'", "cn", LanguageRule.Joins, "[\"zh\", \"en\"]")]
    [InlineData("'{\"en\": 1}'", "bn", LanguageRule.Joins, "[]")]
    [InlineData("'[\"en\"]'", "fr", LanguageRule.Alone, "[\"fr\"]")]
    [InlineData("'[\"en\"]'", "bn", LanguageRule.Alone, "[\"en\"]")]
    public async Task AttachAsync_Languages_FollowBitmagnetsRules(string stored, string? original, LanguageRule rule, string expected)
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync($"UPDATE torrent_contents SET languages = {stored}");

        await Writer(database).AttachAsync([new(InfoHash.Parse(Hash), Contents.Amelie with { OriginalLanguage = original }, IsStored: false, rule)], Token);

        Assert.Equal(expected, await database.ValueAsync("SELECT languages FROM torrent_contents"));
    }

    [Fact]
    public async Task AttachAsync_ValuesThatBreakBitmagnetsReaders_AreNeverWritten()
    {
        await using var database = await CreateAsync(20);

        await AttachAsync(database, Contents.Amelie with
        {
            Title = "Nul\0l",
            OriginalLanguage = "xx",
            Overview = "",
            Runtime = 0,
            ReleaseYear = 1999,
            Attributes = [new("imdb", "id", "t"), new("tvdb", "id", ""), new("tmdb", "poster_path", "/p")],
        });

        Assert.Equal("Null | ∅ | ∅ | ∅ | 2001", await database.ValueAsync("SELECT title, original_language, overview, runtime, release_year FROM content"));
        Assert.Equal("poster_path", await database.ValueAsync("SELECT key FROM content_attributes"));
    }

    [Fact]
    public async Task AttachAsync_RowWithoutVector_GetsOneRebuilt()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync("UPDATE torrent_contents SET tsv = NULL");

        await AttachAsync(database, Contents.Amelie with { Title = "…", OriginalTitle = "", ReleaseDate = null, ReleaseYear = null, Attributes = [], Collections = [] });

        Assert.Equal(
            $"'1080p':1C '2001':12A '{Hash}':9A 'amelie':11A 'bluray':3C 'grp':7C 'x264':5C",
            await database.ValueAsync("SELECT tsv FROM torrent_contents"));
    }

    [Fact]
    public async Task AttachAsync_SeveralRowsWithoutContent_AreReplacedByOne()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(Row(Hash, "NULL"));

        await AttachAsync(database, Contents.Amelie);

        Assert.Equal($"{Hash}:movie:tmdb:194 | GRP", await database.ValueAsync("SELECT id, release_group FROM torrent_contents"));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    public async Task AttachAsync_InPlaceOfOtherContent_LeavesTheRowAsIfTheOtherHadNeverBeen(int schema)
    {
        await using var direct = await CreateAsync(schema);
        await AttachAsync(direct, Contents.Amelie);
        await using var replaced = await CreateAsync(schema);
        await AttachAsync(replaced, Contents.Thrones, "2025-05-01T00:00:00Z");

        var outcomes = await ReplaceAsync(replaced, Contents.Amelie, Contents.Thrones.Ref);

        Assert.Equal(WriteOutcome.Done, outcomes[InfoHash.Parse(Hash)]);
        Assert.Equal(await direct.RowsAsync("SELECT c::text FROM torrent_contents c"), await replaced.RowsAsync("SELECT c::text FROM torrent_contents c"));
    }

    [Fact]
    public async Task AttachAsync_InPlaceOfContentThatSomebodyChangedMeanwhile_ChangesNothing()
    {
        await using var database = await CreateAsync(20);
        await AttachAsync(database, Contents.Thrones);
        var before = await SnapshotAsync(database);

        var outcomes = await ReplaceAsync(database, Contents.Thrones, Contents.Amelie.Ref);

        Assert.Equal(WriteOutcome.Changed, outcomes[InfoHash.Parse(Hash)]);
        Assert.Equal(before[^1], (await SnapshotAsync(database))[^1]);
    }

    [Fact]
    public async Task AttachAsync_InPlaceOfContentThatBitmagnetTookAway_AttachesAsToAnyOther()
    {
        await using var database = await CreateAsync(20);

        await ReplaceAsync(database, Contents.Amelie, Contents.Thrones.Ref);

        Assert.Equal($"{Hash}:movie:tmdb:194", await database.ValueAsync("SELECT id FROM torrent_contents"));
    }

    private static Task<IReadOnlyDictionary<InfoHash, WriteOutcome>> ReplaceAsync(IndexDatabase database, Content content, ContentRef old) =>
        Writer(database).AttachAsync([new(InfoHash.Parse(Hash), content, IsStored: false, LanguageRule.WhereNone) { Replaces = new Replacement(old, []) }], Token);

    private static async Task<string[]> SnapshotAsync(IndexDatabase database) =>
    [
        .. await database.RowsAsync("SELECT c::text, xmin FROM content c"),
        .. await database.RowsAsync("SELECT c::text, xmin FROM content_attributes c ORDER BY 1"),
        .. await database.RowsAsync("SELECT c::text, xmin FROM content_collections c ORDER BY 1"),
        .. await database.RowsAsync("SELECT c::text, xmin FROM content_collections_content c ORDER BY 1"),
        .. await database.RowsAsync("SELECT c::text FROM torrent_contents c"),
    ];
}
