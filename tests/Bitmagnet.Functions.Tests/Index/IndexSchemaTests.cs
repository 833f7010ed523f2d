namespace Bitmagnet.Functions.Tests.Index;

public sealed class IndexSchemaTests
{
    [Theory]
    [InlineData(12, false, false, false, false, FingerprintIndex.FingerprintAndStatus)]
    [InlineData(15, true, false, false, false, FingerprintIndex.FingerprintAndStatus)]
    [InlineData(18, true, true, true, true, FingerprintIndex.FingerprintAndStatus)]
    [InlineData(19, true, true, true, true, FingerprintIndex.Fingerprint)]
    [InlineData(20, true, true, true, true, FingerprintIndex.Fingerprint)]
    public async Task ReadAsync_SupportedSchema_TellsItsSigns(int version, bool priority, bool filesCount, bool seeders, bool size, FingerprintIndex index)
    {
        await using var database = await IndexDatabase.CreateAsync(version);

        var schema = await IndexSchema.ReadAsync(database.Source, Token);

        Assert.Equal(
            new IndexSchema
            {
                Version = version,
                HasPriority = priority,
                HasTorrentsFilesCount = filesCount,
                HasTorrentContentsSeeders = seeders,
                HasTorrentContentsSize = size,
                FingerprintIndex = index,
            },
            schema);
    }

    [Theory]
    [InlineData("INSERT INTO goose_db_version (version_id, is_applied) VALUES (21, true)", "schema 21; supported: 12 to 20")]
    [InlineData("DELETE FROM goose_db_version WHERE version_id > 11", "schema 11; supported: 12 to 20")]
    [InlineData("DROP TABLE goose_db_version", "not bitmagnet's: it has no table goose_db_version")]
    [InlineData("DROP TABLE queue_jobs", "lacks bitmagnet's tables")]
    public async Task ReadAsync_AnythingElse_IsRefusedInOneLine(string change, string message)
    {
        await using var database = await IndexDatabase.CreateAsync();
        await database.ExecuteAsync(change);

        var refused = await Assert.ThrowsAsync<SchemaNotSupportedException>(() => IndexSchema.ReadAsync(database.Source, Token));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task ReadAsync_VersionNotApplied_DoesNotCount()
    {
        await using var database = await IndexDatabase.CreateAsync();
        await database.ExecuteAsync("INSERT INTO goose_db_version (version_id, is_applied) VALUES (21, false)");

        Assert.Equal(20, (await IndexSchema.ReadAsync(database.Source, Token)).Version);
    }

    [Fact]
    public async Task RunAsync_ColumnGoneSinceTheFirstRead_ReadsTheSchemaAgain()
    {
        await using var database = await IndexDatabase.CreateAsync(15);
        var schemas = new IndexSchemaSource(database.Source);
        await schemas.GetAsync(Token);
        await database.ExecuteAsync("ALTER TABLE torrents ADD files_count int; INSERT INTO goose_db_version (version_id, is_applied) VALUES (16, true)");
        var seen = new List<int>();

        await schemas.RunAsync(
            async schema =>
            {
                seen.Add(schema.Version);
                return await database.RowsAsync(schema.HasTorrentsFilesCount ? "SELECT files_count FROM torrents" : "SELECT gone FROM torrents");
            },
            Token);

        Assert.Equal([15, 16], seen);
    }
}
