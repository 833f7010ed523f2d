using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.TextSearch;
using Npgsql;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>Fills a database of schema 18 or later, as its superuser, with torrents as bitmagnet stores them with TMDB off.</summary>
public static class SampleIndex
{
    /// <summary>Torrents held in memory at once, whatever the size of the sample.</summary>
    private const int Part = 10_000;

    /// <summary>The crawler's jobs wait for a minute (bitmagnet contract §2 Producers), so a torrent's row is younger than the torrent.</summary>
    private static readonly TimeSpan UntilClassified = TimeSpan.FromMinutes(1);

    /// <summary>The torrents of a sample, newest first, in loading order.</summary>
    public static IEnumerable<SampleTorrent> Generate(SampleOptions options) => SampleGenerator.Generate(options);

    /// <summary>Loads a sample, all or nothing.</summary>
    /// <returns>How many torrents were loaded, of all types.</returns>
    public static Task<int> LoadAsync(string connectionString, SampleOptions options, CancellationToken cancellationToken = default) =>
        LoadAsync(connectionString, options, _ => { }, cancellationToken);

    /// <summary>The same; progress is told the share that is loaded, from 0 to 1, every ten thousand torrents.</summary>
    public static Task<int> LoadAsync(string connectionString, SampleOptions options, Action<double> progress, CancellationToken cancellationToken) =>
        LoadAsync(connectionString, Generate(options), loaded => progress((double)loaded / options.OfAllTypes), cancellationToken);

    /// <summary>
    /// Loads torrents with what bitmagnet reads from their names; progress is told how many are loaded, every ten thousand.
    /// </summary>
    internal static async Task<int> LoadAsync(
        string connectionString, IEnumerable<SampleTorrent> torrents, Action<int> progress, CancellationToken cancellationToken)
    {
        var loaded = 0;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // A sample never violates a foreign key, and checking them takes a third of PostgreSQL's time.
        await ExecuteAsync("SET LOCAL session_replication_role = replica");
        foreach (var part in torrents.Chunk(Part))
        {
            await CopyAsync("torrents (info_hash, name, size, private, files_status, files_count, created_at, updated_at)", part.Select(torrent => new[]
            {
                Hash(torrent), torrent.Release.Name, Text(torrent.Size), "f", torrent.Files.Count == 0 ? "single" : "multi",
                torrent.Files.Count == 0 ? null : Text(torrent.Files.Count), Text(torrent.CreatedAt), Text(torrent.CreatedAt),
            }));
            await CopyAsync("torrent_files (info_hash, index, path, size, created_at, updated_at)", part.SelectMany(torrent => torrent.Files.Select((file, index) => new[]
            {
                Hash(torrent), Text(index), file.Path, Text(file.Size), Text(torrent.CreatedAt), Text(torrent.CreatedAt),
            })));
            await CopyAsync("torrents_torrent_sources (source, info_hash, seeders, leechers, created_at, updated_at)", part.Select(torrent => new[]
            {
                "dht", Hash(torrent), Text(torrent.Seeders), Text(torrent.Leechers), Text(torrent.CreatedAt), Text(torrent.CreatedAt),
            }));
            await CopyAsync(
                "torrent_contents (info_hash, content_type, languages, episodes, video_resolution, video_source, video_codec, release_group, tsv, seeders, leechers, published_at, size, files_count, created_at, updated_at)",
                part.Select(torrent => new[]
                {
                    Hash(torrent), torrent.ContentType, torrent.Release.Language is { } language ? $"[\"{language}\"]" : "[]", Episodes(torrent.Release),
                    torrent.Release.Resolution, torrent.Release.Source, torrent.Release.Codec, torrent.Release.Group, Vector(torrent),
                    Text(torrent.Seeders), Text(torrent.Leechers), Text(torrent.CreatedAt), Text(torrent.Size), Text(Math.Max(1, torrent.Files.Count)),
                    Text(torrent.CreatedAt + UntilClassified), Text(torrent.CreatedAt + UntilClassified),
                }));

            loaded += part.Length;
            progress(loaded);
        }

        await transaction.CommitAsync(cancellationToken);
        await ExecuteAsync("ANALYZE");
        return loaded;

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        async Task CopyAsync(string target, IEnumerable<string?[]> rows)
        {
            await using var copy = await connection.BeginTextImportAsync($"COPY {target} FROM STDIN", cancellationToken);
            foreach (var row in rows)
            {
                await copy.WriteAsync(string.Join('\t', row.Select(Escape)) + '\n');
            }
        }
    }

    private static string Vector(SampleTorrent torrent) => SearchVector.Of(
        torrent.Release.Resolution, torrent.Release.Source, torrent.Release.Codec, null, null, torrent.Release.Group,
        InfoHash.FromBytes(torrent.InfoHash), torrent.Release.Name, torrent.Files.Select(file => file.Path)).ToString();

    private static string? Episodes(SampleRelease release) => (release.Season, release.Episode) switch
    {
        (null, _) => null,
        ({ } season, null) => string.Create(CultureInfo.InvariantCulture, $"{{\"{season}\":{{}}}}"),
        ({ } season, { } episode) => string.Create(CultureInfo.InvariantCulture, $"{{\"{season}\":{{\"{episode}\":{{}}}}}}"),
    };

    /// <summary>COPY's text format: a backslash escapes, <c>\N</c> is NULL.</summary>
    private static string Escape(string? value) => value is null
        ? "\\N"
        : value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Hash(SampleTorrent torrent) => $"\\x{Convert.ToHexStringLower(torrent.InfoHash)}";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset value) => value.ToString("O", CultureInfo.InvariantCulture);
}
