using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>PostgreSQL's log while queue_jobs with equal jobs is swept: it never reports a duplicate key.</summary>
public sealed class ServerLogTests : IAsyncLifetime
{
    private const string Duplicate = "duplicate key value";

    private PostgresServer server = null!;

    public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync(
        SandboxFolder.Temporary(), ["logging_collector=on", "log_destination=csvlog", "log_min_messages=debug1"], Token);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [MemberData(nameof(QueueConflictTests.EverySchema), MemberType = typeof(QueueConflictTests))]
    public async Task RunAsync_EqualJobsOfEveryKind_LogNoDuplicateKey(int schema)
    {
        await using var database = await CreateAsync(server, schema);
        for (var hash = 1; hash <= 5; hash++)
        {
            await database.AddTorrentAsync(hash);
            await database.AddAsync(Payload(hash), "failed");
            await database.AddAsync(Payload(hash), "failed");
            await database.AddAsync(Payload(hash), "retry", error: TmdbError);
            await database.AddAsync(Offloaded(hash + 2), hash % 2 == 0 ? "retry" : "pending", dueAgo: 1);
            if (schema < 19)
            {
                await database.AddAsync(Payload(hash), "pending", dueAgo: 1, error: null);
            }
        }

        // Two at once, started by the timer and a person.
        var runs = await Task.WhenAll(database.SweepAsync(), database.SweepAsync());
        await database.SweepAsync(); // rows that one of them skipped because of the other
        var left = await database.SweepAsync(isDryRun: true);

        Assert.All(runs, run => Assert.Null(run.Failure));
        Assert.Equal(0, left.Decided);

        // The log has this one and no other; its collector writes in order but a little later.
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(
            "INSERT INTO queue_jobs SELECT * FROM queue_jobs LIMIT 1"));
        await Eventually.TrueAsync(async () => await DuplicatesAsync(database) > 0, "the log tells of a duplicate");
        Assert.Equal(1, await DuplicatesAsync(database));
    }

    private static async Task<int> DuplicatesAsync(SweepDatabase database) => (await LogAsync(database)).Split(Duplicate).Length - 1;

    private static string Offloaded(int hash) =>
        $$$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{{Hash(hash)}}}"]}""";

    // The log's lines about this database, whose name each has.
    private static async Task<string> LogAsync(SweepDatabase database) => await database.ScalarAsync(
        """
        SELECT coalesce(string_agg(line, E'\n'), '') FROM pg_ls_logdir(), LATERAL string_to_table(pg_read_file('log/' || name), E'\n') AS line
        WHERE name LIKE '%.csv' AND line LIKE '%"' || current_database() || '"%'
        """) ?? "";
}
