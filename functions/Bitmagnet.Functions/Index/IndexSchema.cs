using System.Text.RegularExpressions;

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
        SELECT ARRAY[
          to_regclass('goose_db_version') IS NOT NULL,
          to_regclass('queue_jobs') IS NOT NULL AND to_regclass('torrent_contents') IS NOT NULL AND to_regclass('content') IS NOT NULL,
          has('queue_jobs', 'priority'),
          has('torrents', 'files_count'),
          has('torrent_contents', 'seeders') AND has('torrent_contents', 'leechers') AND has('torrent_contents', 'published_at'),
          has('torrent_contents', 'size') AND has('torrent_contents', 'files_count'),
          to_regclass('queue_jobs_fingerprint_idx') IS NOT NULL]
        """;

    /// <summary>The highest applied version in goose_db_version.</summary>
    public required int Version { get; init; }

    /// <summary>queue_jobs.priority (schema 15 on).</summary>
    public required bool HasPriority { get; init; }

    /// <summary>torrents.files_count (schema 16 on).</summary>
    public required bool HasTorrentsFilesCount { get; init; }

    /// <summary>torrent_contents.seeders, leechers and published_at (schema 17 on).</summary>
    public required bool HasTorrentContentsSeeders { get; init; }

    /// <summary>torrent_contents.size and files_count (schema 18 on).</summary>
    public required bool HasTorrentContentsSize { get; init; }

    /// <summary>What the unique index on active jobs covers.</summary>
    public required FingerprintIndex FingerprintIndex { get; init; }

    /// <summary>Reads the schema of a database.</summary>
    /// <exception cref="SchemaNotSupportedException">It is not bitmagnet's, or not one of schemas 12 to 20.</exception>
    public static async Task<IndexSchema> ReadAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var signs = new NpgsqlCommand(ExpandHas(ReadSigns), connection);
        var has = (bool[])(await signs.ExecuteScalarAsync(cancellationToken))!;
        if (!has[0])
        {
            throw new SchemaNotSupportedException(
                $"The database '{connection.Database}' is not bitmagnet's: it has no table goose_db_version; "
                + $"needed: schema {Oldest} to {Newest} (bitmagnet v0.7.0 to v0.10.1).", isNotMigrated: true);
        }

        await using var versions = new NpgsqlCommand(ReadVersion, connection);
        var version = (long)(await versions.ExecuteScalarAsync(cancellationToken))!;
        if (version is < Oldest or > Newest)
        {
            throw new SchemaNotSupportedException(
                $"The database '{connection.Database}' has bitmagnet's schema {version}; supported: {Oldest} to {Newest} (bitmagnet v0.7.0 to v0.10.1).", isNotMigrated: version < Oldest);
        }

        return !has[1]
            ? throw new SchemaNotSupportedException(
                $"The database '{connection.Database}' says schema {version} but lacks bitmagnet's tables (queue_jobs, torrent_contents, content).", isNotMigrated: true)
            : new IndexSchema
            {
                Version = (int)version,
                HasPriority = has[2],
                HasTorrentsFilesCount = has[3],
                HasTorrentContentsSeeders = has[4],
                HasTorrentContentsSize = has[5],
                FingerprintIndex = has[6] ? FingerprintIndex.Fingerprint : FingerprintIndex.FingerprintAndStatus,
            };
    }

    private static string ExpandHas(string sql) => Has().Replace(
        sql, "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('${table}') AND attname = '${column}' AND NOT attisdropped)");

    [GeneratedRegex(@"has\('(?<table>\w+)', '(?<column>\w+)'\)")]
    private static partial Regex Has();
}

/// <summary>What bitmagnet's unique index on active queue_jobs covers (bitmagnet contract §1 Versions, §2).</summary>
public enum FingerprintIndex
{
    /// <summary>(fingerprint, status): schemas 12 to 18.</summary>
    FingerprintAndStatus,

    /// <summary>(fingerprint): schema 19 on.</summary>
    Fingerprint,
}
