using System.Net;
using System.Net.Sockets;
using Bitmagnet.LocalHost.Doctor;
using Bitmagnet.LocalHost.Tests.Commands;
using Bitmagnet.LocalHost.Tests.Fixtures;
using Bitmagnet.Sandbox;
using Bitmagnet.Sandbox.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Bitmagnet.LocalHost.Tests.Doctor;

/// <summary>The doctor on setups with one broken part each: real faults of real parts.</summary>
public sealed class DoctorTests(DoctorTests.Database server) : IClassFixture<DoctorTests.Database>
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    public sealed class Database : IAsyncLifetime
    {
        private PostgresServer server = null!;

        public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync(SandboxFolder.Temporary());

        public Task<string> CreateAsync(int schema = 20) => server.CreateDatabaseAsync(schema, None);

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }

    [Fact]
    public async Task Examine_AllAsItShouldBe_FindsNothing()
    {
        await using var tmdb = await TmdbSimulator.StartAsync(cancellationToken: None);
        var found = await ExamineAsync(
            ("AzureWebJobsStorage", Azurite.ConnectionString), ("POSTGRES_DSN", await server.CreateAsync()),
            ("TMDB_BASE_URL", tmdb.BaseUri.AbsoluteUri), ("TMDB_API_KEY", tmdb.Key), ("urls", "http://127.0.0.1:0"));

        Assert.Equal(["settings", "storage", "database", "clock", "bitmagnet", "tmdb", "notifications", "access"], found.Select(diagnosis => diagnosis.Part));
        Assert.All(found, diagnosis => Assert.Equal((Verdict.Ok, null), (diagnosis.Verdict, diagnosis.Remedy)));
    }

    [Fact]
    public async Task Examine_WithNothingSet_SaysWhatRunStartsInstead()
    {
        var found = await ExamineAsync(("urls", "http://127.0.0.1:0"));

        Assert.All(found, diagnosis => Assert.Equal(Verdict.Ok, diagnosis.Verdict));
        Assert.Contains("run starts an Azurite of its own", Of(found, "storage").Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TMDB_API_KYE", "s3cret", "Look", "TMDB_API_KYE is no setting of this application and is ignored.", "Did you mean TMDB_API_KEY?")]
    [InlineData("ENRICHMNET_WINDOW", "5", "Look", "ENRICHMNET_WINDOW is no setting of this application and is ignored.", "Did you mean ENRICHMENT_WINDOW?")]
    [InlineData("AzureWebJobStorage", "s3cret", "Look", "AzureWebJobStorage is no setting of this application and is ignored.", "Did you mean AzureWebJobsStorage?")]
    [InlineData("SWEEP_EVERYTHING", "1", "Look", "SWEEP_EVERYTHING is no setting of this application and is ignored.", "SWEEP_SCHEDULE")]
    [InlineData("ENRICHMENT_BATCH_SIZE", "many", "Wrong", "ENRICHMENT_BATCH_SIZE is 'many'; allowed: a whole number", "Correct it")]
    [InlineData("SWEEP_SCHEDULE", "daily", "Wrong", "SWEEP_SCHEDULE is 'daily'; allowed: six NCRONTAB fields", "Correct it")]
    [InlineData("TMDB_API_KEY", "Bearer s3cret", "Wrong", "TMDB_API_KEY begins with 'Bearer'", "Correct it")]
    [InlineData("AzureWebJobsStorage", "AccountName=a;AccountKey=s3cret", "Wrong", "AzureWebJobsStorage is not a storage connection string (value hidden)", "Correct it")]
    [InlineData("POSTGRES_DSN", "postgres://me:s3cret@127.0.0.1/bitmagnet?no_such_option=1", "Wrong", "no_such_option", "Correct it")]
    public async Task Examine_ASettingThatIsWrong_NamesItAndWhatIsMeant(string name, string value, string verdict, string finding, string remedy)
    {
        var found = await ExamineAsync((name, value), ("urls", "http://127.0.0.1:0"));

        Says(Of(found, "settings"), Enum.Parse<Verdict>(verdict), finding, remedy);
        Assert.DoesNotContain(found, diagnosis => diagnosis.ToString().Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examine_AStorageThatIsAway_SaysSoOnce()
    {
        var found = await ExamineAsync(("AzureWebJobsStorage", Account("http://127.0.0.1:1", "c2VjcmV0")));

        Says(Of(found, "storage"), Verdict.Wrong, "cannot be used: the storage cannot be reached", "Check AzureWebJobsStorage");
    }

    [Fact]
    public async Task Examine_AStorageWithAnotherKey_SaysThatItLetsNobodyIn()
    {
        var key = Convert.ToBase64String(new byte[64]);
        var other = string.Join(';', Azurite.ConnectionString.Split(';').Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? $"AccountKey={key}" : part));

        var found = await ExamineAsync(("AzureWebJobsStorage", other));

        Says(Of(found, "storage"), Verdict.Wrong, "403", "Check the key in AzureWebJobsStorage");
    }

    [Fact]
    public async Task Examine_AnAzuriteThatIsOlderThanTheClients_SaysHowToStartIt()
    {
        await using var azurite = await StubApp.StartAsync(_ => (400, "application/xml",
            """<?xml version="1.0"?><Error><Code>InvalidHeaderValue</Code><Message>The API version 2030-01-01 is not supported by Azurite. Please upgrade Azurite.</Message></Error>"""));

        var found = await ExamineAsync(("AzureWebJobsStorage", Account(azurite.Url, "c2VjcmV0")));

        Assert.Contains(found, diagnosis => diagnosis.Part == "storage" && diagnosis.Remedy!.Contains("--skipApiVersionCheck", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("host=127.0.0.1 port=1 user=me dbname=bitmagnet", "nothing listens at that address and port", "Start PostgreSQL")]
    [InlineData("host=database.invalid user=me dbname=bitmagnet sslmode=prefer", "the server's name does not resolve", "Correct POSTGRES_HOST")]
    public async Task Examine_ADatabaseThatIsNotThere_SaysWhy(string dsn, string finding, string remedy) =>
        Says(Of(await ExamineAsync(("POSTGRES_DSN", dsn)), "database"), Verdict.Wrong, finding, remedy);

    [Fact]
    public async Task Examine_AServerThatIsSilent_IsWaitedForOnlySoLong()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var found = await ExamineAsync(("POSTGRES_DSN", $"host=127.0.0.1 port={((IPEndPoint)silent.LocalEndpoint).Port} user=me dbname=bitmagnet"));

        Says(Of(found, "database"), Verdict.Wrong, "the server does not answer in time", "Check the address");
    }

    [Theory]
    [InlineData("password", "Check user and password in POSTGRES_DSN")]
    [InlineData("database", "Start bitmagnet once, or check POSTGRES_NAME")]
    [InlineData("tls", "Turn ssl on at the server, or set POSTGRES_SSLMODE=prefer")]
    public async Task Examine_ADatabaseThatIsNotEntered_SaysWhatToCorrect(string broken, string remedy)
    {
        var connection = new NpgsqlConnectionStringBuilder(await server.CreateAsync());
        _ = broken switch
        {
            "password" => connection.Password = "another",
            "database" => connection.Database = "no_such_database",
            _ => (object)(connection.SslMode = SslMode.Require),
        };

        Says(Of(await ExamineAsync(("POSTGRES_DSN", connection.ConnectionString)), "database"), Verdict.Wrong, connection.Database!, remedy);
    }

    [Theory]
    [InlineData("UPDATE goose_db_version SET version_id = 99 WHERE version_id = 20", "99", "Use a bitmagnet release with schema 12 to 20")]
    [InlineData("ALTER DATABASE current SET default_transaction_read_only = on", "read-only (25006)", "Connect to the primary")]
    [InlineData("REVOKE UPDATE ON torrent_contents FROM narrow", "lacks UPDATE on torrent_contents", "GRANT UPDATE ON torrent_contents TO \"narrow")]
    [InlineData("REVOKE SELECT ON queue_jobs FROM narrow", "lacks SELECT on queue_jobs", "GRANT SELECT ON queue_jobs TO \"narrow")]
    public async Task Examine_ADatabaseThatDoesNotLetTheAppWork_SaysWhatToGrantOrChange(string sql, string finding, string remedy)
    {
        var dsn = await NarrowAsync(sql);

        Says(Of(await ExamineAsync(("POSTGRES_DSN", dsn)), "database"), Verdict.Wrong, finding, remedy);
    }

    [Fact]
    public async Task Examine_ADatabaseThatBitmagnetHasNotMade_SaysToWait()
    {
        var connection = new NpgsqlConnectionStringBuilder(await server.CreateAsync()) { Database = "postgres" };

        Says(Of(await ExamineAsync(("POSTGRES_DSN", connection.ConnectionString)), "database"), Verdict.Look, "goose_db_version", "No action needed while bitmagnet starts");
    }

    [Fact]
    public async Task Examine_AUserWhoMayNotWriteHints_SaysWhatThatCosts()
    {
        var dsn = await NarrowAsync("REVOKE UPDATE, INSERT, DELETE ON torrent_hints FROM narrow");

        var found = await ExamineAsync(("POSTGRES_DSN", dsn));

        Assert.Contains(found, diagnosis => diagnosis.Verdict == Verdict.Look && diagnosis.Finding.Contains("corrections of matches are refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examine_ABitmagnetThatCallsTmdb_SaysWhatToSetThere()
    {
        var dsn = await server.CreateAsync();
        await ExecuteAsync(dsn,
            """
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, retries, max_retries, run_after, ran_at, error, priority, created_at, archival_duration)
            VALUES ('f', 'process_torrent', 'failed', '{"InfoHashes":[]}', 3, 2, now(), now() - interval '1 hour', 'TMDB request failed: 429 Too Many Requests', 0, now(), interval '7 days')
            """);

        var found = await ExamineAsync(("POSTGRES_DSN", dsn));

        Says(Of(found, "bitmagnet"), Verdict.Look, "bitmagnet itself calls TMDB", "Set TMDB_ENABLED=false for bitmagnet");
        Assert.DoesNotContain("look", Of(found, "database").Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-20, "Wrong", "20 minutes behind that of PostgreSQL")]
    [InlineData(3, "Look", "3 minutes ahead of that of PostgreSQL")]
    public async Task Examine_AClockThatIsWrong_SaysHowFar(int minutes, string verdict, string finding)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        var settings = Configuration(("POSTGRES_DSN", await server.CreateAsync()), ("TMDB_ENABLED", "false"));

        Says(Of(await Examination.RunAsync(() => settings, clock, None), "clock"), Enum.Parse<Verdict>(verdict), finding, "NTP");
    }

    [Theory]
    [InlineData("key", "Wrong", "TMDB refuses TMDB_API_KEY (401, code 7).", "Set TMDB_API_KEY to a valid personal key")]
    [InlineData("block", "Wrong", "TMDB is blocked: this network is refused with 403 (error code: 1020).", "Set TMDB_BASE_URL to a host that is reachable")]
    [InlineData("outage", "Look", "no connection to 127.0.0.1", "enrichment resumes by itself")]
    [InlineData("none", "Wrong", "TMDB has no key and is not asked", "Set TMDB_API_KEY to a personal key")]
    public async Task Examine_ATmdbThatDoesNotServe_SaysHow(string broken, string verdict, string finding, string remedy)
    {
        await using var tmdb = await TmdbSimulator.StartAsync(cancellationToken: None);
        if (broken == "block")
        {
            tmdb.Fail(new FaultOrder(FaultKind.CdnBlock));
        }

        var found = await ExamineAsync(
            ("POSTGRES_DSN", "host=127.0.0.1 port=1"), ("TMDB_API_KEY", broken switch { "key" => "s3cret", "none" => "", _ => tmdb.Key }),
            ("TMDB_BASE_URL", broken == "outage" ? "http://127.0.0.1:1/3" : tmdb.BaseUri.AbsoluteUri));

        Says(Of(found, "tmdb"), Enum.Parse<Verdict>(verdict), finding, remedy);
        Assert.DoesNotContain(found, diagnosis => diagnosis.ToString().Contains("s3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "", "Look", "no key is set", "Set LOCALHOST_FUNCTION_KEY")]
    [InlineData("http://+:0", "", "Look", "no key is set", "Set LOCALHOST_FUNCTION_KEY")]
    [InlineData("http://0.0.0.0:0", "short", "Look", "LOCALHOST_FUNCTION_KEY has 5 characters and can be guessed", "openssl rand")]
    [InlineData("http://203.0.113.7:7071", "a key that is long enough", "Wrong", "this machine has no such address", "Correct LISTEN")]
    public async Task Examine_AnAddressThatOthersReach_AsksForAKey(string url, string key, string verdict, string finding, string remedy) =>
        Says(Of(await ExamineAsync(("urls", url), ("LOCALHOST_FUNCTION_KEY", key)), "access"), Enum.Parse<Verdict>(verdict), finding, remedy);

    [Theory]
    [InlineData("https://127.0.0.1:1/s3cret", "notifications", "Look", "webhook at 127.0.0.1 cannot be reached (ConnectionRefused): nothing is told there.", "Correct its address in NOTIFY_URLS")]
    [InlineData("pigeon+https://127.0.0.1/s3cret", "settings", "Wrong", "NOTIFY_URLS: address 1 is not one (value hidden)", "Correct it")]
    public async Task Examine_AnAddressThatNobodyIsToldAt_SaysWhich(string urls, string part, string verdict, string finding, string remedy)
    {
        var found = await ExamineAsync(("NOTIFY_URLS", urls), ("urls", "http://127.0.0.1:0"));

        Says(Of(found, part), Enum.Parse<Verdict>(verdict), finding, remedy);
        Assert.DoesNotContain(found, diagnosis => diagnosis.ToString().Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examine_APortThatAnotherProgramHas_SaysSo()
    {
        await using var other = await StubApp.StartAsync(_ => (404, "text/plain", "no app"));

        Says(Of(await ExamineAsync(("urls", other.Url)), "access"), Verdict.Wrong, "Another program listens on port", "--port N");
    }

    [Fact]
    public async Task Examine_FilesThatCannotBeRead_SaysWhich()
    {
        var found = await Examination.RunAsync(() => throw new InvalidOperationException("local.settings.json is not valid JSON."), TimeProvider.System, None);

        Says(Assert.Single(found), Verdict.Wrong, "local.settings.json is not valid JSON.", "Correct it");
    }

    /// <summary>A connection of a user with the narrow role's rights, after a statement that revokes something.</summary>
    private async Task<string> NarrowAsync(string sql)
    {
        var dsn = await server.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(dsn);
        var user = $"narrow_{Guid.NewGuid():N}";
        await ExecuteAsync(dsn, $"CREATE ROLE {user} LOGIN PASSWORD 'narrow'; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}");
        await ExecuteAsync(dsn, sql.Replace("narrow", user, StringComparison.Ordinal).Replace("current", $"\"{connection.Database}\"", StringComparison.Ordinal));
        (connection.Username, connection.Password) = (user, "narrow");
        return connection.ConnectionString;
    }

    private static async Task ExecuteAsync(string dsn, string sql)
    {
        await using var database = NpgsqlDataSource.Create(dsn);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(None);
    }

    private static string Account(string url, string key) =>
        $"DefaultEndpointsProtocol=http;AccountName=account;AccountKey={key};BlobEndpoint={url}/account;QueueEndpoint={url}/account;TableEndpoint={url}/account;";

    private static Task<IReadOnlyList<Diagnosis>> ExamineAsync(params (string Name, string Value)[] settings) =>
        Examination.RunAsync(() => Configuration(settings), TimeProvider.System, None);

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["ENRICHMENT_FEED_SCHEDULE"] = "* * * * * *", ["HEALTH_SCHEDULE"] = "0 * * * * *", ["SWEEP_SCHEDULE"] = "0 * * * * *" })
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();

    private static Diagnosis Of(IReadOnlyList<Diagnosis> found, string part) => Assert.Single(found, diagnosis => diagnosis.Part == part);

    private static void Says(Diagnosis diagnosis, Verdict verdict, string finding, string remedy)
    {
        Assert.Contains(finding, diagnosis.Finding, StringComparison.Ordinal);
        Assert.Contains(remedy, diagnosis.Remedy, StringComparison.Ordinal);
        Assert.Equal(verdict, diagnosis.Verdict);
        Assert.DoesNotContain('\n', diagnosis.Finding + diagnosis.Remedy);
    }
}
