using System.Text.RegularExpressions;
using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.Sandbox.Tests.Samples;

public sealed partial class SampleIndexTests(Postgres postgres)
{
    [Fact]
    public void Generate_WithTheSameSeed_IsTheSame()
    {
        var first = SampleIndex.Generate(new SampleOptions(500, 7)).Select(Describe).ToList();

        Assert.Equal(first, SampleIndex.Generate(new SampleOptions(500, 7)).Select(Describe));
        Assert.NotEqual(first, SampleIndex.Generate(new SampleOptions(500, 8)).Select(Describe));

        static string Describe(SampleTorrent torrent) => $"{Convert.ToHexString(torrent.InfoHash)} {torrent.Release} {torrent.Size} {torrent.CreatedAt:O}";
    }

    [Fact]
    public void Generate_Default_HasTheSharesItPromises()
    {
        var torrents = SampleIndex.Generate(new SampleOptions()).ToList();
        var videos = torrents.Where(torrent => torrent.ContentType is "movie" or "tv_show").ToList();
        var perTitle = videos.Where(torrent => torrent.Title is not null).CountBy(torrent => torrent.Title!).Select(pair => pair.Value).Order().ToList();

        Assert.Equal(5000, videos.Count);
        Assert.Equal(500, torrents.Count - videos.Count);
        Assert.InRange(videos.Count(torrent => torrent.Title is null) / 5000.0, 0.27, 0.33);
        Assert.True(perTitle[^1] > 20 * perTitle[perTitle.Count / 2], $"most {perTitle[^1]}, median {perTitle[perTitle.Count / 2]}");
        Assert.Equal(torrents.Count, torrents.Select(torrent => Convert.ToHexString(torrent.InfoHash)).Distinct().Count());
        Assert.All(torrents, torrent => Assert.NotEmpty(torrent.Release.Name));
    }

    /// <summary>bitmagnet's classifier decides by the files (bitmagnet contract §3 step 2): the kind with most of the bytes.</summary>
    [Fact]
    public void Generate_OtherTorrents_HaveTheFilesOfTheirType()
    {
        var others = SampleIndex.Generate(new SampleOptions()).Where(torrent => torrent.ContentType is not ("movie" or "tv_show")).ToList();

        Assert.Equal(6, others.Select(torrent => torrent.ContentType).Distinct().Count());
        Assert.All(others, torrent => Assert.Equal(torrent.ContentType, TypeByFiles(torrent)));
        Assert.All(others, torrent => Assert.Equal(torrent.Size, torrent.Files.Count == 0 ? torrent.Size : torrent.Files.Sum(file => file.Size)));
    }

    [Fact]
    public void Generate_Paths_BeginInsideTheTorrentAndAreOnesOwn() => Assert.All(
        SampleIndex.Generate(new SampleOptions()),
        torrent =>
        {
            Assert.DoesNotContain(torrent.Files, file => file.Path.StartsWith(torrent.Release.Name + "/", StringComparison.Ordinal));
            Assert.Equal(torrent.Files.Count, torrent.Files.Select(file => file.Path).Distinct().Count());
        });

    // "1x05 - 1080p" is a range to bitmagnet: the last of episodes 5 to 10 (bitmagnet contract §3 Name grammar).
    [Fact]
    public void Generate_EpisodesByACross_AreNotFollowedByANumber() => Assert.All(
        SampleIndex.Generate(new SampleOptions()).Select(torrent => torrent.Release.Name).Where(name => Cross().IsMatch(name)),
        name => Assert.DoesNotMatch("[0-9]x[0-9]+ *- *[0-9]", name));

    /// <summary>A sample of a million would take a gigabyte as a whole.</summary>
    [Fact]
    public async Task Load_OfManyTorrents_WritesTenThousandBeforeMoreAreMade()
    {
        var made = 0;
        var parts = new List<(int Made, int Loaded)>();
        var torrents = SampleIndex.Generate(new SampleOptions(10_000)).Select(torrent =>
        {
            made++;
            return torrent;
        });

        await SampleIndex.LoadAsync(await postgres.Server.CreateDatabaseAsync(20, Token), torrents, loaded => parts.Add((made, loaded)), Token);

        Assert.Equal([(10_000, 10_000), (11_000, 11_000)], parts);
    }

    [Fact]
    public async Task Load_IntoAFreshDatabase_WritesUnenrichedRows()
    {
        var connectionString = await postgres.Server.CreateDatabaseAsync(20, Token);

        var count = await SampleIndex.LoadAsync(connectionString, new SampleOptions(1000), Token);

        await using var database = NpgsqlDataSource.Create(connectionString);
        Assert.Equal(1100, count);
        Assert.Equal(1000L, await CountAsync("torrent_contents WHERE content_type IN ('movie', 'tv_show') AND content_source IS NULL"));
        Assert.Equal(1100L, await CountAsync("torrents_torrent_sources WHERE source = 'dht'"));
        Assert.Equal(1100L, await CountAsync("torrent_contents WHERE jsonb_typeof(languages) = 'array' AND tsv IS NOT NULL"));
        Assert.Equal(0L, await CountAsync("torrent_contents WHERE content_type = 'tv_show' AND episodes IS NULL"));
        Assert.Equal(0L, await CountAsync("torrents t WHERE files_count IS DISTINCT FROM (SELECT nullif(count(*), 0) FROM torrent_files f WHERE f.info_hash = t.info_hash)"));
        Assert.Equal(0L, await CountAsync("content"));

        async Task<long> CountAsync(string from)
        {
            await using var command = database.CreateCommand($"SELECT count(*) FROM {from}");
            return (long)(await command.ExecuteScalarAsync(Token))!;
        }
    }

    private static string? TypeByFiles(SampleTorrent torrent)
    {
        var files = torrent.Files.Count == 0 ? [(Path: torrent.Release.Name, torrent.Size)] : torrent.Files;
        var extension = files.GroupBy(file => Path.GetExtension(file.Path)).MaxBy(group => group.Sum(file => file.Size))!.Key;
        return extension switch
        {
            ".mp3" when torrent.Release.Name.Contains("Audiobook", StringComparison.Ordinal) => "audiobook",
            ".mp3" or ".flac" => "music",
            ".epub" or ".pdf" => "ebook",
            ".cbz" => "comic",
            ".exe" or ".iso" => "software",
            _ => null,
        };
    }

    [GeneratedRegex("[0-9]x[0-9]{2}")]
    private static partial Regex Cross();
}
