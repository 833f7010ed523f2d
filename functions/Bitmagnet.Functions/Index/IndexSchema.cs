using System.Text.RegularExpressions;
using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// Which of bitmagnet's schemas the database has. SQL is chosen by the catalogue's signs rather than by the number,
/// since those decide whether a statement runs (bitmagnet contract §1 Versions).
/// </summary>
public sealed partial record IndexSchema
{
    /// <summary>The oldest schema supported: bitmagnet v0.7.0.</summary>
    public const int Oldest = 12;

    /// <summary>The newest schema supported: bitmagnet v0.10.1-beta.1.</summary>
    public const int Newest = 20;

    /// <summary>The highest version applied, a bigint (bitmagnet contract §1 Versions).</summary>
    internal const string ReadVersion = "SELECT coalesce(max(version_id), 0)::bigint FROM goose_db_version WHERE is_applied";

    private const string ReadSigns =
        """
        SELECT to_regclass('goose_db_version') IS NOT NULL,
               to_regclass('queue_jobs') IS NOT NULL AND to_regclass('torrent_contents') IS NOT NULL AND to_regclass('content') IS NOT NULL,
               has('queue_jobs', 'priority'),
               has('torrents', 'files_count'),
               has('torrent_contents', 'seeders') AND has('torrent_contents', 'leechers'),
               has('torrent_contents', 'published_at'),
               has('torrent_contents', 'size'),
               has('torrent_contents', 'files_count'),
               to_regclass('queue_jobs_fingerprint_idx') IS NOT NULL
        """;

    /// <summary>The highest applied version in goose_db_version.</summary>
    public required int Version { get; init; }

    /// <summary>queue_jobs.priority (schema 15 on).</summary>
    public required bool HasPriority { get; init; }

    /// <summary>torrents.files_count (schema 16 on).</summary>
    public required bool HasTorrentsFilesCount { get; init; }

    /// <summary>torrent_contents.seeders and leechers (schema 17 on).</summary>
    public required bool HasTorrentContentsSeeders { get; init; }

    /// <summary>torrent_contents.published_at (schema 17 on).</summary>
    public required bool HasTorrentContentsPublishedAt { get; init; }

    /// <summary>torrent_contents.size (schema 18 on).</summary>
    public required bool HasTorrentContentsSize { get; init; }

    /// <summary>torrent_contents.files_count (schema 18 on).</summary>
    public required bool HasTorrentContentsFilesCount { get; init; }

    /// <summary>What the unique index on active jobs covers.</summary>
    public required FingerprintIndex FingerprintIndex { get; init; }

    /// <summary>Reads the schema of a database.</summary>
    /// <exception cref="SchemaNotSupportedException">It is not bitmagnet's, or not one of schemas 12 to 20.</exception>
    public static async Task<IndexSchema> ReadAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var signs = new NpgsqlCommand(ExpandHas(ReadSigns), connection);
        IndexSchema found;
        await using (var reader = await signs.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            if (!reader.GetBoolean(0))
            {
                throw new SchemaNotSupportedException(
                    $"The database '{connection.Database}' is not bitmagnet's: it has no table goose_db_version; needed: schema {Oldest} to {Newest} (bitmagnet v0.7.0 to v0.10.1).", isNotMigrated: true);
            }

            var hasTables = reader.GetBoolean(1);
            found = new IndexSchema
            {
                Version = hasTables ? Oldest : 0,
                HasPriority = reader.GetBoolean(2),
                HasTorrentsFilesCount = reader.GetBoolean(3),
                HasTorrentContentsSeeders = reader.GetBoolean(4),
                HasTorrentContentsPublishedAt = reader.GetBoolean(5),
                HasTorrentContentsSize = reader.GetBoolean(6),
                HasTorrentContentsFilesCount = reader.GetBoolean(7),
                FingerprintIndex = reader.GetBoolean(8) ? FingerprintIndex.Fingerprint : FingerprintIndex.FingerprintAndStatus,
            };
        }

        await using var versions = new NpgsqlCommand(ReadVersion, connection);
        var version = (long)(await versions.ExecuteScalarAsync(cancellationToken))!;
        if (version is < Oldest or > Newest)
        {
            throw new SchemaNotSupportedException(
                $"The database '{connection.Database}' has bitmagnet's schema {version}; supported: {Oldest} to {Newest} (bitmagnet v0.7.0 to v0.10.1).", isNotMigrated: version < Oldest);
        }

        return found.Version == 0
            ? throw new SchemaNotSupportedException(
                $"The database '{connection.Database}' says schema {version} but lacks bitmagnet's tables (queue_jobs, torrent_contents, content).", isNotMigrated: true)
            : found with { Version = (int)version };
    }

    private static string ExpandHas(string sql) => Has().Replace(
        sql, "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('${table}') AND attname = '${column}' AND NOT attisdropped)");

    [GeneratedRegex(@"has\('(?<table>\w+)', '(?<column>\w+)'\)")]
    private static partial Regex Has();
}
