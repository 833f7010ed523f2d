namespace Bitmagnet.Functions.Tests.Index;

public sealed class LocalContentTests
{
    private const string Scanned = "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'content'";

    [Theory]
    [InlineData("Ocean's Eleven", "Oceans Eleven")]
    [InlineData("Oceans Eleven", "Ocean's Eleven")]
    [InlineData("Tom & Jerry", "Tom and Jerry")]
    [InlineData("Tom and Jerry", "Tom & Jerry")]
    [InlineData("Face/Off", "Face Off")]
    [InlineData("Face/Off", "FaceOff")]
    [InlineData("Spider-Man", "Spiderman")]
    [InlineData("Spiderman", "Spider Man")]
    [InlineData("The Matrix", "Matrix")]
    [InlineData("Matrix", "Matrix, The")]
    [InlineData("L'Avventura", "LAvventura")]
    [InlineData("Don't Look Up", "Dont Look Up")]
    [InlineData("Rocky II", "Rocky 2")]
    [InlineData("Amélie", "amelie")]
    [InlineData("기생충", "기생충")]
    [InlineData("The The", "the the")]
    public async Task FindByTitlesAsync_PunctuationOrArticleMissing_StillFinds(string stored, string asked)
    {
        await using var database = await StoredAsync(Contents.Amelie with { Title = stored, OriginalTitle = "", Collections = [] });

        var found = await new LocalContent(database.Source).FindByTitlesAsync([(asked, ContentType.Movie)], Token);

        Assert.Equal(stored, Assert.Single(Assert.Single(found)).Title);
    }

    [Fact]
    public async Task FindByTitlesAsync_SeveralQueries_AnswersEachInItsPlace()
    {
        await using var database = await StoredAsync(Contents.Amelie, Contents.Thrones);

        var found = await new LocalContent(database.Source).FindByTitlesAsync(
            [
                ("Game of Thrones", ContentType.TvShow),
                ("…", ContentType.Movie),
                ("Le fabuleux destin d'Amelie", ContentType.Movie),
                ("Game of Thrones", ContentType.Movie),
                ("Comedy", ContentType.Movie),
                ("it's \\ 'quoted' & (odd) | !<-> :*", ContentType.Movie),
            ],
            Token);

        Assert.Equal([1, 0, 1, 0, 0, 0], found.Select(list => list.Count));
        Assert.Equal((Contents.Amelie.Ref, "Amélie", 2001, (double)8.2f), found[2].Select(c => (c.Ref, c.Title, c.Year!.Value, c.Popularity)).Single());
    }

    [Fact]
    public async Task FindByTitlesAsync_ManyMatches_KeepsThoseOfTheNearestLength()
    {
        await using var database = await StoredAsync(Contents.Amelie with { Title = "It", OriginalTitle = "It" });
        await database.ExecuteAsync(
            """
            INSERT INTO content (type, source, id, title, popularity, tsv, created_at, updated_at)
            SELECT 'movie', 'tmdb', 'x' || n, 'It comes again and again ' || n, 1000, '''it'':1A', now(), now() FROM generate_series(1, 60) n
            """);

        var found = Assert.Single(await new LocalContent(database.Source).FindByTitlesAsync([("It", ContentType.Movie)], Token));

        Assert.Equal(LocalContent.MaxCandidates, found.Count);
        Assert.Equal("It", found[0].Title);
    }

    [Fact]
    public async Task FindByTitlesAsync_LoadedTable_UsesTheIndex()
    {
        await using var database = await StoredAsync(Contents.Amelie);
        await database.ExecuteAsync(
            """
            INSERT INTO content (type, source, id, title, popularity, tsv, created_at, updated_at)
            SELECT 'movie', 'tmdb', 'x' || n, md5(n::text), 1, array_to_tsvector(ARRAY[md5(n::text)]), now(), now() FROM generate_series(1, 20000) n;
            ANALYZE content;
            """);
        await database.ExecuteAsync("SELECT pg_stat_force_next_flush()");
        var before = await database.ValueAsync(Scanned);

        await using (var one = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }))
        {
            // A session reports its reads when it closes.
            await new LocalContent(one).FindByTitlesAsync([("Amelie", ContentType.Movie), ("Oceans", ContentType.Movie)], Token);
            await new LocalContent(one).FindByIdsAsync([(ContentType.Movie, "imdb", "tt0211915")], Token);
        }

        Assert.Equal(before, await database.ValueAsync(Scanned));
    }

    [Fact]
    public async Task FindByIdsAsync_OwnKeyOrAttribute_FindsThatType()
    {
        await using var database = await StoredAsync(Contents.Amelie, Contents.Thrones);

        var found = await new LocalContent(database.Source).FindByIdsAsync(
            [
                (ContentType.Movie, "tmdb", "194"),
                (ContentType.Movie, "imdb", "tt0211915"),
                (ContentType.TvShow, "tvdb", "121361"),
                (ContentType.TvShow, "tmdb", "194"),
                (ContentType.TvShow, "imdb", "tt0211915"),
                (ContentType.Movie, "imdb", "tt2"),
                (ContentType.Movie, "imdb", ""),
            ],
            Token);

        Assert.Equal(
            [Contents.Amelie.Ref, Contents.Amelie.Ref, Contents.Thrones.Ref, null, null, null, null],
            found.Select(content => content?.Ref));
    }

    [Fact]
    public async Task LoadAsync_StoredContent_HasWhatDecidesAndIsShown()
    {
        await using var database = await StoredAsync(Contents.Amelie, Contents.Thrones);

        var loaded = await new LocalContent(database.Source).LoadAsync(
            [Contents.Thrones.Ref, Contents.Amelie.Ref, new ContentRef(ContentType.Movie, "tmdb", "0")], Token);

        Assert.Equal(2, loaded.Count);
        Assert.All([Contents.Thrones, Contents.Amelie], written => Assert.Equal(Read(written), Read(loaded[written.Ref])));

        static object Read(Content content) =>
            (content.Ref, content.Title, content.OriginalTitle, content.ReleaseDate, content.ReleaseYear, content.OriginalLanguage);
    }

    private static async Task<IndexDatabase> StoredAsync(params Content[] contents)
    {
        var database = await IndexDatabase.CreateAsync();
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        await ContentUpsert.RunAsync(connection, contents, DateTimeOffset.UnixEpoch, Token);
        return database;
    }
}
