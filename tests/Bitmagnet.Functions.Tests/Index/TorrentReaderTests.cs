namespace Bitmagnet.Functions.Tests.Index;

public sealed class TorrentReaderTests
{
    private static InfoHash Hash(char digit) => InfoHash.Parse(new string(digit, 40));

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    public async Task ReadAsync_Torrents_TellsAllThatDecides(int schema)
    {
        await using var database = await IndexDatabase.CreateAsync(schema);
        await database.ExecuteAsync(
            $$"""
            INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at) VALUES
              ('\x{{Hash('1')}}', 'One.mkv', 200000000, false, 'single', '2020-02-01Z', now()),
              ('\x{{Hash('2')}}', 'Two', 9, false, 'multi', '2020-02-02Z', now()),
              ('\x{{Hash('3')}}', 'Three', 9, false, 'no_info', '1999-01-01Z', now());
            INSERT INTO torrent_sources (key, name, created_at, updated_at) VALUES ('other', 'other', now(), now());
            INSERT INTO torrents_torrent_sources (source, info_hash, published_at, created_at, updated_at) VALUES
              ('other', '\x{{Hash('1')}}', '2015-03-04Z', '2020-02-01Z', now()), ('other', '\x{{Hash('2')}}', '1970-01-01Z', '2020-01-31Z', now());
            INSERT INTO torrent_files (info_hash, index, path, size, created_at, updated_at) VALUES
              ('\x{{Hash('2')}}', 0, 'a.MKV', 200000000, now(), now()), ('\x{{Hash('2')}}', 1, 'b.iso', 100000000, now(), now());
            INSERT INTO torrent_hints (info_hash, content_type, content_source, content_id, languages, created_at, updated_at) VALUES
              ('\x{{Hash('1')}}', 'movie', 'imdb', 'tt1', '["fr"]', now(), now()), ('\x{{Hash('2')}}', 'tv_show', NULL, NULL, NULL, now(), now());
            INSERT INTO content (type, source, id, title, created_at, updated_at) VALUES ('movie', 'tmdb', '1', 'x', now(), now());
            INSERT INTO torrent_contents (info_hash, content_type, content_source, content_id, created_at, updated_at) VALUES
              ('\x{{Hash('1')}}', 'software', NULL, NULL, now(), '2025-01-01Z'), ('\x{{Hash('1')}}', 'movie', NULL, NULL, now(), '2025-01-02Z'),
              ('\x{{Hash('2')}}', NULL, NULL, NULL, now(), '2025-01-03Z'), ('\x{{Hash('2')}}', 'movie', 'tmdb', '1', now(), '2025-01-04Z');
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at) VALUES
              ('a', 'process_torrent', 'retry', '{"InfoHashes":["{{Hash('9')}}","{{Hash('1')}}"]}', now(), '168:00:00', now()),
              ('b', 'process_torrent', 'failed', '{"InfoHashes":["{{Hash('2')}}"]}', now(), '168:00:00', now()),
              ('c', 'other', 'pending', '{"InfoHashes":["{{Hash('3')}}"]}', now(), '168:00:00', now());
            """);

        var read = await new TorrentReader(database.Source).ReadAsync([Hash('3'), Hash('4'), Hash('1'), Hash('2'), Hash('1')], Token);

        Assert.Equal(
            [
                new IndexedTorrent { InfoHash = Hash('3'), Name = "Three" },
                new IndexedTorrent
                {
                    InfoHash = Hash('1'), Name = "One.mkv", TypeName = "movie", Hint = new("movie", "imdb", "tt1", """["fr"]"""), HasRow = true, IsActiveInQueue = true,
                    IsVideo = true, VideoFiles = 1, PublishedAt = new(2015, 3, 4, 0, 0, 0, TimeSpan.Zero),
                },
                new IndexedTorrent
                {
                    InfoHash = Hash('2'), Name = "Two", TypeName = "movie", Hint = new("tv_show", null, null, null), HasRow = true, IsAttached = true,
                    Content = new(ContentType.Movie, "tmdb", "1"), IsVideo = false, VideoFiles = 1,
                    PublishedAt = new(2020, 1, 31, 0, 0, 0, TimeSpan.Zero),
                },
            ],
            read.Select(torrent => torrent with { LargestVideos = [] }));
    }
}
