using Bitmagnet.Functions.Jobs;
using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>The conditions that must hold after every run, checked in the database and the ledger alone.</summary>
internal static class ChaosInvariants
{
    // Of what an undisturbed drain attaches. A title whose answer is spoilt while TMDB fails may stay unmatched until it is asked again.
    private const double LeastAttached = 0.99;

    private const string Before = "chaos_before";

    /// <summary>Copies the rows for the comparison at the end.</summary>
    public static Task RememberAsync(NpgsqlDataSource database) => ExecuteAsync(
        database, $"CREATE TABLE {Before} AS SELECT info_hash, to_jsonb(t) - 'updated_at' AS row FROM torrent_contents t");

    /// <summary>Every attached torrent with its title.</summary>
    public static async Task<IReadOnlyList<string>> AttachedAsync(NpgsqlDataSource database) => await TextsAsync(
        database, "SELECT encode(info_hash, 'hex') || ' ' || content_id FROM torrent_contents WHERE content_source = 'tmdb'");

    /// <summary>The broken conditions, a line each.</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(
        NpgsqlDataSource database, JobLedger ledger, IReadOnlyList<SampleOptions> samples, IReadOnlyList<string> undisturbed, int poisoned,
        CancellationToken cancellationToken)
    {
        var broken = new List<string>();
        var expected = samples.SelectMany(SampleIndex.Generate).Where(torrent => torrent.Title is not null)
            .Select(torrent => $"{Convert.ToHexStringLower(torrent.InfoHash)} {torrent.Title!.Id}").ToHashSet(StringComparer.Ordinal);
        var attached = await AttachedAsync(database);
        var wrong = attached.Where(pair => !expected.Contains(pair)).ToArray();
        Add(wrong.Length == 0, $"{wrong.Length} torrents are attached to another title: {string.Join(", ", wrong.Take(3))}");
        Add(undisturbed.Count > 0, "an undisturbed drain attaches nothing");
        var found = undisturbed.Intersect(attached).Count();
        Add(found >= undisturbed.Count * LeastAttached, $"{found} of the {undisturbed.Count} torrents that an undisturbed drain attaches are attached");

        await CountAsync("torrents have more than one row", "SELECT count(*) FROM (SELECT FROM torrent_contents GROUP BY info_hash HAVING count(*) > 1) x");
        await CountAsync("torrents have no row", "SELECT count(*) FROM torrents t WHERE NOT EXISTS (SELECT FROM torrent_contents c WHERE c.info_hash = t.info_hash)");
        await CountAsync(
            "rows without content are not as they were",
            $"""
            SELECT count(*) FROM {Before} b JOIN torrent_contents t USING (info_hash)
            WHERE t.content_source IS NULL AND to_jsonb(t) - 'updated_at' <> b.row
            """);
        await CountAsync(
            "attached rows have other attributes than before",
            $"""
            SELECT count(*) FROM {Before} b JOIN torrent_contents t USING (info_hash)
            WHERE t.content_source IS NOT NULL AND (to_jsonb(t) -> 'episodes', to_jsonb(t) -> 'video_resolution', to_jsonb(t) -> 'release_group')
                  IS DISTINCT FROM (b.row -> 'episodes', b.row -> 'video_resolution', b.row -> 'release_group')
            """);
        await CountAsync("attached rows name content that is not there",
            "SELECT count(*) FROM torrent_contents t WHERE content_source IS NOT NULL AND NOT EXISTS (SELECT FROM content c WHERE (c.type, c.source, c.id) = (t.content_type, t.content_source, t.content_id))");
        await CountAsync("jobs of bitmagnet are still stale", "SELECT count(*) FROM queue_jobs WHERE status = 'retry' AND run_after < now() - interval '2 hours'");

        var counts = await ledger.CountAsync(cancellationToken);
        Add(counts.Failed == poisoned, $"{counts.Failed} jobs failed, and {poisoned} messages were no jobs");
        Add(counts is { Pending: 0, Retry: 0 }, $"{counts.Pending} jobs are pending and {counts.Retry} in retry");
        return broken;

        void Add(bool holds, string what)
        {
            if (!holds)
            {
                broken.Add(what);
            }
        }

        async Task CountAsync(string what, string sql)
        {
            await using var command = database.CreateCommand(sql);
            command.CommandTimeout = 0;
            var count = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            Add(count == 0, $"{count} {what}");
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(NpgsqlDataSource database, string sql)
    {
        var texts = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
