namespace Bitmagnet.Functions.Tests.Index;

public sealed class DatabaseProbeTests
{
    private const string Grants =
        """
        GRANT USAGE ON SCHEMA public TO {0};
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO {0};
        GRANT INSERT, UPDATE ON content, content_attributes, content_collections, content_collections_content TO {0};
        GRANT INSERT, UPDATE, DELETE ON torrent_contents, queue_jobs TO {0};
        GRANT UPDATE ON torrents TO {0};
        """;

    [Theory]
    [InlineData(12)]
    [InlineData(18)]
    [InlineData(20)]
    public async Task CheckAsync_ARoleWithTheGrantsThatAreDocumented_MayDoAllThatIsNeeded(int schema)
    {
        await using var database = await IndexDatabase.CreateAsync(schema);
        await using var limited = await LimitedAsync(database);

        Assert.Equal(DatabaseAccess.Usable, await CheckAsync(limited));
    }

    [Theory]
    [InlineData("REVOKE SELECT ON torrent_hints FROM {0}", DatabaseStatus.MayNotRead, "GRANT SELECT ON torrent_hints TO \"{0}\";")]
    [InlineData("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {0}", DatabaseStatus.MayNotRead, "GRANT SELECT ON goose_db_version TO \"{0}\";")]
    [InlineData("REVOKE USAGE ON SCHEMA public FROM {0}, public", DatabaseStatus.MayNotRead, "GRANT USAGE ON SCHEMA public TO \"{0}\";")]
    [InlineData("REVOKE UPDATE ON torrents FROM {0}", DatabaseStatus.MayNotWrite, "GRANT UPDATE ON torrents TO \"{0}\";")]
    [InlineData("REVOKE INSERT, DELETE ON queue_jobs FROM {0}", DatabaseStatus.MayNotWrite, "GRANT INSERT, DELETE ON queue_jobs TO \"{0}\";")]
    [InlineData("REVOKE ALL ON content_attributes FROM {0}; GRANT SELECT ON content_attributes TO {0}", DatabaseStatus.MayNotWrite,
        "GRANT INSERT, UPDATE ON content_attributes TO \"{0}\";")]
    public async Task CheckAsync_ARightThatIsMissing_NamesTheTableAndTheGrantThatMendsIt(string change, DatabaseStatus status, string remedy)
    {
        await using var database = await IndexDatabase.CreateAsync();
        await using var limited = await LimitedAsync(database);
        var user = new NpgsqlConnectionStringBuilder(limited.ConnectionString).Username!;
        await database.ExecuteAsync(change.Replace("{0}", user, StringComparison.Ordinal));

        var access = await CheckAsync(limited);

        Assert.Equal(status, access.Status);
        Assert.Contains(remedy.Replace("{0}", user, StringComparison.Ordinal), access.Remedy, StringComparison.Ordinal);
        await database.ExecuteAsync(access.Remedy);
        Assert.Equal(DatabaseAccess.Usable, await CheckAsync(limited)); // the remedy it names is sufficient
    }

    [Theory]
    [InlineData("Port=1", DatabaseStatus.Away, "does not answer")]
    [InlineData("Password=wrong", DatabaseStatus.LoginRefused, "password authentication failed")]
    [InlineData("Database=not_there", DatabaseStatus.Missing, "\"not_there\" does not exist")]
    public async Task CheckAsync_AServerThatIsNotReachedThatWay_IsToldByWhatIsWrong(string change, DatabaseStatus status, string problem)
    {
        await using var database = await IndexDatabase.CreateAsync();
        await using var other = NpgsqlDataSource.Create($"{database.ConnectionString};{change}");

        var access = await CheckAsync(other);

        Assert.Equal(status, access.Status);
        Assert.Contains(problem, access.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(access.Remedy);
    }

    [Theory]
    [InlineData("DROP TABLE goose_db_version", DatabaseStatus.NotMigrated)]
    [InlineData("DELETE FROM goose_db_version WHERE version_id > 5", DatabaseStatus.NotMigrated)]
    [InlineData("INSERT INTO goose_db_version (version_id, is_applied) VALUES (21, true)", DatabaseStatus.UnknownSchema)]
    public async Task CheckAsync_AnotherSchemaThanBefore_IsSeenThoughTheFirstWasKept(string change, DatabaseStatus status)
    {
        await using var database = await IndexDatabase.CreateAsync();
        var schemas = new IndexSchemaSource(database.Source);
        var probe = new DatabaseProbe(database.Source, schemas, TimeProvider.System);
        Assert.True((await probe.CheckAsync(Token)).IsUsable);

        await database.ExecuteAsync(change);

        Assert.Equal(status, (await probe.CheckAsync(Token)).Status);
        await Assert.ThrowsAsync<SchemaNotSupportedException>(async () => await schemas.GetAsync(Token));
    }

    [Fact]
    public async Task CheckAsync_AServerMadeReadOnly_IsReadOnly()
    {
        await using var database = await IndexDatabase.CreateAsync();
        await using var readOnly = NpgsqlDataSource.Create($"{database.ConnectionString};Options=-c default_transaction_read_only=on");

        Assert.Equal(DatabaseStatus.ReadOnly, (await CheckAsync(readOnly)).Status);
    }

    [Fact]
    public async Task CheckAsync_OnceTheServerIsWritableAgain_IsUsableThoughSessionsKeepWhatTheyBeganWith()
    {
        await using var database = await IndexDatabase.CreateAsync();
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await database.ExecuteAsync($"ALTER DATABASE \"{name}\" SET default_transaction_read_only = on");
        await using var app = NpgsqlDataSource.Create(database.ConnectionString);
        var probe = new DatabaseProbe(app, new IndexSchemaSource(app), TimeProvider.System);
        Assert.Equal(DatabaseStatus.ReadOnly, (await probe.CheckAsync(Token)).Status);

        await database.ExecuteAsync($"ALTER DATABASE \"{name}\" RESET default_transaction_read_only");

        Assert.Equal(DatabaseAccess.Usable, await probe.CheckAsync(Token));
    }

    private static Task<DatabaseAccess> CheckAsync(NpgsqlDataSource source) =>
        new DatabaseProbe(source, new IndexSchemaSource(source), TimeProvider.System).CheckAsync(Token);

    /// <summary>A new role with the documented grants.</summary>
    private static async Task<NpgsqlDataSource> LimitedAsync(IndexDatabase database)
    {
        var user = $"limited_{Guid.NewGuid():N}"[..20];
        await database.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'limited'; " + Grants.Replace("{0}", user, StringComparison.Ordinal));
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user, Password = "limited", PersistSecurityInfo = true }.ConnectionString);
    }
}
