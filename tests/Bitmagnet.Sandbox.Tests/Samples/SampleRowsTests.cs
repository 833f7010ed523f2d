using System.Text.RegularExpressions;
using Bitmagnet.Sandbox.Samples;
using Npgsql;
using NpgsqlTypes;

namespace Bitmagnet.Sandbox.Tests.Samples;

/// <summary>The rows of a sample against those that bitmagnet writes for the same torrents.</summary>
public sealed partial class SampleRowsTests(Postgres postgres)
{
    private static readonly DateTimeOffset Found = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] WrongRows =
    [
        "c.size <> t.size",
        "c.files_count IS DISTINCT FROM coalesce(t.files_count, CASE t.files_status WHEN 'single' THEN 1 END)",
        "t.size <> (SELECT sum(f.size) FROM torrent_files f WHERE f.info_hash = t.info_hash)",
        "t.files_status <> (CASE (SELECT count(*) FROM torrent_files f WHERE f.info_hash = t.info_hash) WHEN 0 THEN 'single' ELSE 'multi' END)::\"FilesStatus\"",
        "c.seeders <> s.seeders OR c.leechers <> s.leechers OR s.published_at IS NOT NULL OR s.import_id IS NOT NULL",
        "c.published_at <> least(t.created_at, s.created_at)",
        "c.created_at < t.created_at + interval '1 minute' OR c.updated_at < c.created_at",
        "c.content_source IS NOT NULL OR c.content_id IS NOT NULL OR c.video_3d IS NOT NULL OR c.video_modifier IS NOT NULL",
        "coalesce(c.content_type, '') NOT IN ('movie', 'tv_show') AND (c.episodes IS NOT NULL OR c.video_resolution IS NOT NULL OR c.video_source IS NOT NULL OR c.video_codec IS NOT NULL OR c.release_group IS NOT NULL OR c.languages <> '[]')",
        "s.info_hash IS NULL OR t.info_hash IS NULL",
    ];

    /// <summary>Vectors made by hand from bitmagnet contract §5: columns C, hash and name A, file strings without repetitions.</summary>
    [Fact]
    public async Task Load_OneOfEachKind_WritesTheVectorByHand()
    {
        SampleTorrent[] torrents =
        [
            // Columns at 1, 3, 5 and 7, hash 9, name 11 to 15, the first file 17 to 22; of the second one ".nfo" alone is new.
            Torrent(0xa1, new("The.Film.1999.x264-GRP") { Resolution = "V1080p", Source = "BluRay", Codec = "x264", Group = "GRP" }, "movie",
                "The.Film.1999.x264-GRP.mkv", "The.Film.1999.x264-GRP.nfo"),
            // One file: no list of files, so no file string.
            Torrent(0xa2, new("[SubsPlease] Naruto S01E05 (720p) [0A1B2C].mkv") { Resolution = "V720p", Season = 1, Episode = 5 }, "tv_show"),
            // Sorted by bytes: "Disc 1/01 - Sun.flac", "Disc 1/02 - Moon.flac" without "Disc 1/" and " .flac", "cover.jpg".
            Torrent(0xa3, new("Quartet - Almanac"), "music", "cover.jpg", "Disc 1/02 - Moon.flac", "Disc 1/01 - Sun.flac"),
            // Letters beyond ASCII: Cyrillic letters form a word, each Chinese character is one, and an apostrophe separates words.
            Torrent(0xa4, new("День 北京 L'Été 2001"), "movie", "День.mkv"),
            // Neither type nor columns.
            Torrent(0xa5, new("IMG_archive"), null, "a/IMG_0001.jpg", "a/IMG_0002.jpg"),
        ];
        var database = await LoadedAsync(torrents);

        Assert.Equal(
            [
                $"'1080p':1C '1999':13A,19 '{Hex(0xa1)}':9A 'bluray':3C 'film':12A,18 'grp':7C,15A,21 'mkv':22 'nfo':24 'the':11A,17 'x264':5C,14A,20",
                $"'0a1b2c':9A '720p':1C,8A '{Hex(0xa2)}':3A 'mkv':10A 'naruto':6A 's01e05':7A 'subsplease':5A",
                $"'01':8 '02':12 '1':7 '{Hex(0xa3)}':1A 'almanac':4A 'cover':15 'disc':6 'flac':10 'jpg':16 'moon':13 'quartet':3A 'sun':9",
                $"'2001':8A 'Bei':4A 'Jing':5A '{Hex(0xa4)}':1A 'den_sq_':3A,10 'ete':7A 'l':6A 'mkv':11",
                $"'0001':8 '0002':11 'a':6 '{Hex(0xa5)}':1A 'archive':4A 'img':3A,7 'jpg':9",
            ],
            await ColumnAsync<string>(database, "SELECT tsv::text FROM torrent_contents ORDER BY info_hash"));
    }

    [Fact]
    public async Task Load_AnySample_WritesWhatBitmagnetReadsFromTheName()
    {
        var database = await LoadedAsync([.. SampleIndex.Generate(new SampleOptions(3000))]);

        var differences = new List<string>();
        var rows = 0;
        await using var command = database.CreateCommand("""
            SELECT t.name, c.content_type, c.episodes::text, c.video_resolution, c.video_source, c.video_codec, c.release_group, c.languages::text
            FROM torrent_contents c JOIN torrents t USING (info_hash) WHERE c.content_type IN ('movie', 'tv_show')
            """);
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            var columns = Enumerable.Range(1, 7).Select(column => reader.IsDBNull(column) ? null : reader.GetString(column));
            var bitmagnets = BitmagnetsReading.Of(reader.GetString(0));
            string?[] expected =
            [
                bitmagnets.Type, bitmagnets.Episodes, bitmagnets.Resolution, bitmagnets.Source, bitmagnets.Codec, bitmagnets.Group, bitmagnets.Languages,
            ];
            rows++;
            if (!columns.SequenceEqual(expected))
            {
                differences.Add($"{reader.GetString(0)}: {string.Join('|', columns)}, bitmagnet {string.Join('|', expected)}");
            }
        }

        Assert.Equal(3000, rows);
        Assert.Empty(differences);
    }

    /// <summary>
    /// Counters and times follow from other tables (bitmagnet contract §6), and other types have no content and no attributes.
    /// </summary>
    [Fact]
    public async Task Load_AnySample_HasNoRowThatBitmagnetWouldNotWrite()
    {
        var database = await LoadedAsync([.. SampleIndex.Generate(new SampleOptions(500))]);

        foreach (var wrong in WrongRows)
        {
            var found = await ColumnAsync<string>(
                database,
                $"SELECT t.name FROM torrent_contents c LEFT JOIN torrents t USING (info_hash) LEFT JOIN torrents_torrent_sources s USING (info_hash) WHERE {wrong}");
            Assert.True(found.Count == 0, $"{wrong}: {string.Join(", ", found.Take(5))}");
        }
    }

    /// <summary>
    /// For ASCII names and paths, where a word is a run of letters and digits, every searchable word is there with its weight.
    /// </summary>
    [Fact]
    public async Task Load_AnySample_FindsEachTorrentByItsNameItsColumnsAndItsFiles()
    {
        var torrents = SampleIndex.Generate(new SampleOptions(1000)).Where(torrent => torrent.Files.Select(file => file.Path).Append(torrent.Release.Name).All(text => text.All(char.IsAscii))).ToList();
        var database = await LoadedAsync(torrents);

        var vectors = await ColumnAsync<NpgsqlTsVector>(database, "SELECT tsv FROM torrent_contents ORDER BY published_at DESC, info_hash");
        var expected = torrents.OrderByDescending(torrent => torrent.CreatedAt).ThenBy(torrent => Convert.ToHexString(torrent.InfoHash), StringComparer.Ordinal).ToList();
        Assert.True(expected.Count > 900, $"{expected.Count} torrents are in ASCII");
        foreach (var (torrent, vector) in expected.Zip(vectors))
        {
            var release = torrent.Release;
            Assert.Equal(
                Words($"{release.Resolution?[1..]} {release.Source} {release.Codec} {release.Group}"), InOrder(vector, NpgsqlTsVector.Lexeme.Weight.C));
            Assert.Equal(
                [Convert.ToHexStringLower(torrent.InfoHash), .. Words(release.Name)], InOrder(vector, NpgsqlTsVector.Lexeme.Weight.A));
            Assert.Equal(
                torrent.Files.SelectMany(file => Words(file.Path)).Distinct().Order(StringComparer.Ordinal),
                InOrder(vector, NpgsqlTsVector.Lexeme.Weight.D).Distinct().Order(StringComparer.Ordinal));
        }
    }

    private async Task<NpgsqlDataSource> LoadedAsync(IReadOnlyList<SampleTorrent> torrents)
    {
        var connectionString = await postgres.Server.CreateDatabaseAsync(20, Token);
        await SampleIndex.LoadAsync(connectionString, torrents, _ => { }, Token);
        return NpgsqlDataSource.Create(connectionString);
    }

    private static async Task<List<T>> ColumnAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var values = new List<T>();
        while (await reader.ReadAsync(Token))
        {
            values.Add(await reader.GetFieldValueAsync<T>(0, Token));
        }

        return values;
    }

    private static SampleTorrent Torrent(byte first, SampleRelease release, string? type, params string[] paths) =>
        new([first, .. new byte[19]], release, type, 200_000_000, [.. paths.Select(path => (path, 200_000_000L / paths.Length))], 1, 1, Found, null);

    private static string Hex(byte first) => $"{first:x2}{new string('0', 38)}";

    private static IEnumerable<string> Words(string text) => Word().Matches(text.ToLowerInvariant()).Select(match => match.Value);

    private static IEnumerable<string> InOrder(NpgsqlTsVector vector, NpgsqlTsVector.Lexeme.Weight weight) =>
        from lexeme in vector
        from position in Enumerable.Range(0, lexeme.Count).Select(index => lexeme[index])
        where position.Weight == weight
        orderby position.Pos
        select lexeme.Text;

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Word();
}
