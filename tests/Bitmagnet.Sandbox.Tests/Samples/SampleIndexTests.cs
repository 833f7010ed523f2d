using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.Sandbox.Tests.Samples;

public sealed class SampleIndexTests(Postgres postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
}
