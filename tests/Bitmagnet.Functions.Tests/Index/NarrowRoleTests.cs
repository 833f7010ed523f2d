using System.Text.RegularExpressions;
using Bitmagnet.Functions.Tests.Sweeping;
using Microsoft.Extensions.Logging.Abstractions;
using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Index;

/// <summary>Everything that uses bitmagnet's database works with only the rights of deploy/postgres/role.sql.</summary>
public sealed partial class NarrowRoleTests
{
    [Theory]
    [ClassData<EverySchema>]
    public async Task EveryReaderAndWriter_AsTheNarrowRole_Works(int schema)
    {
        await using var database = await CreateAsync(schema);
        await using var role = await RoleAsync(database);
        var (untyped, orphan, twice) = (Parse(1), Parse(2), 3);
        foreach (var hash in (int[])[1, 2, 3, 4])
        {
            await database.AddTorrentAsync(hash);
        }

        await database.ExecuteAsync($"INSERT INTO torrent_contents (info_hash, created_at, updated_at) VALUES ('\\x{Hash(1)}', '2024-01-01Z', '2024-01-01Z')");
        await database.AddContentsAsync(twice, isAttached: false);
        await database.AddContentsAsync(twice, isAttached: true);
        await database.AddAsync(Payload(4), "failed");
        await database.AddAsync(Payload(100), "retry", error: TmdbError);
        await database.AddAsync(Payload(101), "retry");
        await database.AddAsync(Payload(102), "pending", archival: "7 days");

        var run = await new Sweeper(role, database.Runs, new SweepOptions(), TimeProvider.System, NullLogger<Sweeper>.Instance).RunAsync(isDryRun: false, Token);
        var purged = await new Sweeper(role, database.Runs, new SweepOptions { PolicyOther = SweepPolicy.Purge, StaleAfter = TimeSpan.Zero }, TimeProvider.System, NullLogger<Sweeper>.Instance)
            .RunAsync(isDryRun: false, Token);
        var fed = await new FeedReader(role, new FeedOptions(), TimeProvider.System).ReadAsync(FeedDirection.Backfill, FeedCursor.Start, 100, Token);
        var read = await new TorrentReader(role).ReadAsync([untyped, orphan], Token);
        await new LocalContent(role).FindByTitlesAsync([("Amelie", ContentType.Movie)], Token);
        var schemas = new IndexSchemaSource(role);
        var writer = new ContentWriter(role, schemas, TimeProvider.System, new Random(1), NullLogger<ContentWriter>.Instance);
        var hint = new HintChange(new TorrentHint("movie", "tmdb", Contents.Amelie.Ref.Id, null));
        var outcomes = await writer.AttachAsync([new(untyped, Contents.Amelie, IsStored: false, LanguageRule.WhereNone) { Hint = hint }], Token);
        var unmatched = new UnmatchedReader(role, new FeedOptions(), TimeProvider.System);
        await unmatched.ReadAsync(new UnmatchedFilter(null, "a word"), unmatched.Start(), 10, Token);
        Assert.NotNull(await new TorrentRows(role).ReadAsync(untyped, Token));
        var figures = await new DatabaseReader(role, schemas, new HealthOptions { DatabaseTime = TimeSpan.FromMinutes(2) }, new SweepOptions(), TimeProvider.System).ReadAsync(Token);

        Assert.Equal((4L, 0L, 1L, 1L), (run.Changed, run.Conflicts, run.ShownTwice, run.Orphans));
        Assert.Equal((null, 0), (purged.Failure, fed.InfoHashes.Count)); // it is not a video, so it is not fed
        Assert.Equal([true, false], read.Select(torrent => torrent.HasRow));
        Assert.Equal(WriteOutcome.Done, Assert.Single(outcomes).Value);
        Assert.NotNull(figures);
        Assert.Equal("1", await database.ScalarAsync($"SELECT count(*) FROM queue_jobs WHERE status = 'pending' AND payload->'InfoHashes' ? '{untyped}'"));
    }

    [Fact]
    public async Task NarrowRole_BeyondItsRights_IsRefused()
    {
        await using var database = await CreateAsync(20);
        await using var role = await RoleAsync(database);

        foreach (var sql in (string[])
            ["DELETE FROM torrents", "DELETE FROM content", "INSERT INTO torrent_tags SELECT * FROM torrent_tags", "UPDATE torrent_files SET size = 1", "TRUNCATE queue_jobs",
            "DROP TABLE queue_jobs", "CREATE TABLE mine ()", "UPDATE key_values SET value = ''", "DELETE FROM goose_db_version"])
        {
            await using var command = role.CreateCommand(sql);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Token));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private static InfoHash Parse(int n) => InfoHash.Parse(Hash(n));

    // Replaces psql's variables and \gexec in the file.
    private static async Task<NpgsqlDataSource> RoleAsync(SweepDatabase database)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var name = "narrow_" + Guid.NewGuid().ToString("N");
        var sql = await File.ReadAllTextAsync(Path.Combine(Root(), "deploy", "postgres", "role.sql"), Token);
        sql = Generated().Replace(sql, $"GRANT CONNECT ON DATABASE \"{server.Database}\" TO {name};");
        sql = Commands().Replace(sql, "").Replace(":\"role\"", name, StringComparison.Ordinal);
        await database.ExecuteAsync($"CREATE ROLE {name} LOGIN PASSWORD 'narrow'; REVOKE ALL ON DATABASE \"{server.Database}\" FROM PUBLIC; {sql}");
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = name, Password = "narrow" });
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "deploy", "postgres")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("deploy/postgres lies above no folder of the tests.");
    }

    [GeneratedRegex(@"^SELECT format.*\\gexec$", RegexOptions.Multiline)]
    private static partial Regex Generated();

    [GeneratedRegex(@"^\s*\\.*$", RegexOptions.Multiline)]
    private static partial Regex Commands();
}
