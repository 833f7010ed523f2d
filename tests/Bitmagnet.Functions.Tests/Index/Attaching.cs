using Microsoft.Extensions.Logging.Abstractions;

namespace Bitmagnet.Functions.Tests.Index;

/// <summary>A torrent without content, as bitmagnet stores it, and a writer for it.</summary>
internal static class Attaching
{
    public const string Hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    public static async Task<IndexDatabase> CreateAsync(int schema)
    {
        var database = await IndexDatabase.CreateAsync(schema);
        await database.ExecuteAsync(
            $$"""
            {{Torrent(Hash)}}
            INSERT INTO torrents_torrent_sources (source, info_hash, seeders, leechers, published_at, created_at, updated_at) VALUES
              ('dht', '\x{{Hash}}', 40, NULL, '1999-01-01Z', '2024-03-01Z', now()),
              ('rarbg', '\x{{Hash}}', 5, 7, '2024-02-03Z', '2024-03-01Z', now());
            INSERT INTO torrent_contents (info_hash, content_type, languages, episodes, video_resolution, video_source, video_codec, release_group, tsv, created_at, updated_at)
            VALUES ('\x{{Hash}}', 'movie', '[]', '{"1": {} }', 'V1080p', 'BluRay', 'x264', 'GRP',
                    '''1080p'':1C ''bluray'':3C ''x264'':5C ''grp'':7C ''{{Hash}}'':9A ''amelie'':11A ''2001'':12A', '2024-04-01Z', '2024-04-01Z');
            """);
        return database;
    }

    public static string Torrent(string hash) =>
        $"INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at) VALUES ('\\x{hash}', 'Amelie 2001', 5000000000, false, 'single', '2024-04-01Z', now());";

    public static string Row(string hash, string type) =>
        $"INSERT INTO torrent_contents (info_hash, content_type, tsv, created_at, updated_at) VALUES ('\\x{hash}', {type}, '''amelie'':1A', now(), now());";

    public static ContentWriter Writer(IndexDatabase database, string now = "2025-06-01T12:00:00Z") => Writer(database.Source, now);

    public static ContentWriter Writer(NpgsqlDataSource source, string now = "2025-06-01T12:00:00Z") => new(
        source, new IndexSchemaSource(source), new FixedTime(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)),
        new Random(1), NullLogger<ContentWriter>.Instance);

    public static Task<IReadOnlyDictionary<InfoHash, WriteOutcome>> AttachAsync(IndexDatabase database, Content content, string now = "2025-06-01T12:00:00Z") =>
        Writer(database, now).AttachAsync([new(InfoHash.Parse(Hash), content, IsStored: false, LanguageRule.WhereNone)], Token);
}
