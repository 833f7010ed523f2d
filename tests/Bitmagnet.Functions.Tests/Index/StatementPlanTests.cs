namespace Bitmagnet.Functions.Tests.Index;

/// <summary>
/// A drain changes the tables faster than autovacuum analyses them. The statements of each message have to find their rows by the key all the
/// same, never by an index that holds everything attached, or all content of TMDB's.
/// </summary>
public sealed class StatementPlanTests
{
    private const int Torrents = 3000;

    private static readonly byte[][] InfoHashes = [.. Enumerable.Range(1, 100).Select(number => Convert.FromHexString($"{number:x40}"))];

    private static readonly string[] Numbers = [.. Enumerable.Range(1, 100).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    [Fact]
    public async Task Plan_StatisticsOlderThanTheDrain_GoesByTheKey()
    {
        await using var database = await DrainedAsync();
        var now = DateTimeOffset.UtcNow;
        var all = Enumerable.Repeat("movie", 100).ToArray();
        var tmdb = Enumerable.Repeat("tmdb", 100).ToArray();

        Dictionary<string, string> plans = new()
        {
            ["lock"] = await PlanAsync(database, TorrentContentsSql.LockTorrents, InfoHashes),
            ["attach"] = await PlanAsync(
                database, TorrentContentsSql.Insert(await IndexSchema.ReadAsync(database.Source, Token)), Numbers, all, tmdb, Numbers, Numbers, SqlCommands.Texts(new string[100]), now),
            ["content"] = await PlanAsync(database, LocalContent.ByRef, all, tmdb, Numbers),
            ["backfill"] = await PlanAsync(database, FeedReader.Sql(FeedDirection.Backfill), Array.Empty<byte>(), "", now, FeedReader.Window, true),
            ["new"] = await PlanAsync(database, FeedReader.Sql(FeedDirection.New), now.AddDays(-1), "", now, FeedReader.Window, true),
        };

        Assert.All(plans, plan => Assert.DoesNotMatch(@"content_source\w*_idx", plan.Value));
    }

    private static async Task<IndexDatabase> DrainedAsync()
    {
        var database = await IndexDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            ALTER TABLE torrent_contents SET (autovacuum_enabled = false);
            ALTER TABLE content SET (autovacuum_enabled = false);
            INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at)
            SELECT decode(lpad(to_hex(n), 40, '0'), 'hex'), 'x', 1, false, 'single', now(), now() FROM generate_series(1, {Torrents}) n;
            INSERT INTO torrent_contents (info_hash, content_type, created_at, updated_at) SELECT info_hash, 'movie', now(), now() FROM torrents;
            ANALYZE torrent_contents;
            INSERT INTO content (type, source, id, title, created_at, updated_at) SELECT 'movie', 'tmdb', n::text, 'x', now(), now() FROM generate_series(1, {Torrents}) n;
            UPDATE torrent_contents SET content_source = 'tmdb', content_id = '7' WHERE info_hash > decode(lpad(to_hex(100), 40, '0'), 'hex');
            """);
        return database;
    }

    private static async Task<string> PlanAsync(IndexDatabase database, string sql, object first, params object[] others)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using (var byIndex = connection.Command(TorrentReader.ByIndex))
        {
            await byIndex.ExecuteNonQueryAsync(Token);
        }

        await using var explain = connection.Command($"EXPLAIN {sql}", first, others);
        var plan = new StringBuilder();
        await using var reader = await explain.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            plan.AppendLine(reader.GetString(0));
        }

        return plan.ToString();
    }
}
