namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>A database that is away in any way, on the test's clock: waiting work continues within a minute of its return.</summary>
public sealed class DatabaseOutageTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    // The second statement undoes the first. Open sessions are ended, as by a server that stops.
    public static TheoryData<string, string, string> Forms => new()
    {
        { "closed", "ALTER DATABASE \"{0}\" ALLOW_CONNECTIONS false", "ALTER DATABASE \"{0}\" ALLOW_CONNECTIONS true" },
        { "read-only", "ALTER DATABASE \"{0}\" SET default_transaction_read_only = on", "ALTER DATABASE \"{0}\" RESET default_transaction_read_only" },
        { "renamed", "ALTER DATABASE \"{0}\" RENAME TO \"{0}_away\"", "ALTER DATABASE \"{0}_away\" RENAME TO \"{0}\"" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task FeedAndRun_OnceTheDatabaseIsBackAfterHours_GoOnWithinAMinuteWhateverPutTheJobBackBefore(string form, string shut, string open)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("ENRICHMENT_BATCH_SIZE", "1"));
        await using var owner = Owner(harness, out var name);
        InfoHash[] torrents =
        [
            await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP"),
            await harness.AddTorrentAsync("Inception.2010.2160p.WEB-DL.DDP5.1-NTb"),
        ];
        await harness.Feed.RunAsync(Token);
        var before = (await harness.Ledger.ListAsync(JobStatus.Pending, null, null, 10, Token)).Jobs;
        await harness.Ledger.SaveAsync([.. before.Select(job => job with { Deferrals = 20, DeferralsByReason = new Dictionary<string, int> { ["tmdb_outage"] = 10, [JobReasons.InWork] = 10 } })], Token);

        await ShutAsync(owner, name, shut);
        await harness.DrainQueueAsync();
        for (var end = time.GetUtcNow().AddHours(3); time.GetUtcNow() < end; time.Advance(TimeSpan.FromMinutes(5)))
        {
            await harness.Feed.RunAsync(Token);
            Assert.Equal(0, await harness.DrainQueueAsync()); // nothing is fed that could only be deferred
        }

        var waiting = (await harness.Ledger.ListAsync(JobStatus.Retry, null, null, 10, Token)).Jobs;
        Assert.True(waiting.Count == 2, $"{form}: {waiting.Count}");
        Assert.All(waiting, job => Assert.Equal((JobReasons.DatabaseUnavailable, 0, 1), (job.Reason, job.Attempts, job.DeferralsByReason[JobReasons.DatabaseUnavailable])));

        await ExecuteAsync(owner, string.Format(System.Globalization.CultureInfo.InvariantCulture, open, name));
        for (var end = time.GetUtcNow().AddMinutes(1); time.GetUtcNow() < end; time.Advance(Tick))
        {
            await harness.Feed.RunAsync(Token);
            await harness.DrainQueueAsync();
        }

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(torrents[0]));
        Assert.Equal(["movie:tmdb:27205"], await harness.RowsAsync(torrents[1]));
    }

    [Fact]
    public async Task Run_ADatabaseThatRefusesTheJobAndAnswersTheProbe_PutsItBackForAMinuteAtMost()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest);
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await harness.Feed.RunAsync(Token);
        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Pending, null, null, 10, Token)).Jobs);
        await harness.Ledger.SaveAsync([job with { DeferralsByReason = new Dictionary<string, int> { [JobReasons.DatabaseRefused] = 12 } }], Token);

        // Simulates a full disk: writes are refused, reads are answered.
        await using (var full = harness.Database.CreateCommand(
            """
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON content FOR EACH ROW EXECUTE FUNCTION full_disk();
            """))
        {
            await full.ExecuteNonQueryAsync(Token);
        }

        await harness.DrainQueueAsync();

        var waiting = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Retry, null, null, 10, Token)).Jobs);
        Assert.Equal((JobReasons.DatabaseRefused, 0, 13), (waiting.Reason, waiting.Attempts, waiting.DeferralsByReason[JobReasons.DatabaseRefused]));
        Assert.Equal(time.GetUtcNow().AddMinutes(1), waiting.RunAfter!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task FeedAsync_SeveralJobsJustRefusedThoughTheProbeIsAnswered_TriesAFewFirst()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("ENRICHMENT_BATCH_SIZE", "1"), ("ENRICHMENT_WINDOW", "100"));
        await harness.Ledger.SaveAsync([.. Enumerable.Range(1, 40).Select(number => Refused(harness, number, time.GetUtcNow()))], Token);

        await harness.Feed.RunAsync(Token);
        Assert.Equal(7, (await harness.Ledger.CountAsync(Token)).Pending); // the eighth place is kept for new rows
        await harness.DrainQueueAsync();
        time.Advance(TimeSpan.FromSeconds(31));
        await harness.Feed.RunAsync(Token);

        Assert.Equal(33, (await harness.Ledger.CountAsync(Token)).Pending);
    }

    [Fact]
    public async Task FeedAsync_SeveralJobsRefusedByAWrongClock_HaveNotJustBeen()
    {
        await using var harness = await EnrichmentHarness.StartAsync(TimeProvider.System, IndexSchema.Newest, ("ENRICHMENT_BATCH_SIZE", "1"), ("ENRICHMENT_WINDOW", "100"));
        await harness.Ledger.SaveAsync([.. Enumerable.Range(1, 40).Select(number => Refused(harness, number, TimeProvider.System.GetUtcNow().AddDays(1)))], Token);

        await harness.Feed.RunAsync(Token);

        Assert.Equal(40, (await harness.Ledger.CountAsync(Token)).Pending);
    }

    private static JobRecord Refused(EnrichmentHarness harness, int number, DateTimeOffset at) => new()
    {
        Id = harness.Ledger.NewId([]),
        Status = JobStatus.Retry,
        InfoHashes = [InfoHash.Parse($"{number:x40}")],
        Reason = JobReasons.DatabaseRefused,
        RunAfter = at,
        CreatedAt = at,
        UpdatedAt = at,
    };

    /// <summary>The terminal reports a fault once with its remedy, not once for each job.</summary>
    [Fact]
    public async Task Run_WhileTheDatabaseIsAway_LogsThePutBackJobWithItsFault()
    {
        using var log = new LoggedLines();
        await using var harness = await EnrichmentHarness.StartAsync(IndexSchema.Newest, services => services.AddLogging(logging => logging.AddProvider(log)));
        await using var owner = Owner(harness, out var name);
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await harness.Feed.RunAsync(Token);

        await ShutAsync(owner, name, "ALTER DATABASE \"{0}\" ALLOW_CONNECTIONS false");
        await harness.DrainQueueAsync();

        var (_, text, fault) = Assert.Single(log.Written, line => line.Event == 2002);
        Assert.True(fault is not null && DatabaseFaults.IsOfTheDatabase(fault));
        Assert.EndsWith(".", text, StringComparison.Ordinal);
        Assert.DoesNotContain("..", text, StringComparison.Ordinal);
    }

    private static NpgsqlDataSource Owner(EnrichmentHarness harness, out string name)
    {
        var builder = new NpgsqlConnectionStringBuilder(harness.ConnectionString);
        name = builder.Database!;
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(harness.ConnectionString) { Database = "postgres" }.ConnectionString);
    }

    private static async Task ShutAsync(NpgsqlDataSource owner, string name, string shut)
    {
        await ExecuteAsync(owner, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        await ExecuteAsync(owner, string.Format(System.Globalization.CultureInfo.InvariantCulture, shut, name));
        await ExecuteAsync(owner, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
